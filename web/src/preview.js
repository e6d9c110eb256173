// The preview beside a list follows the entry that is chosen.
export function preview(doc) {
	let asked = 0;

	async function show(item) {
		const pane = doc.getElementById("preview");
		if (!pane || !item?.dataset.preview) return;
		const mine = ++asked;
		const answer = await fetch(item.dataset.preview, { headers: { Accept: "text/html" } });
		if (!answer.ok || mine !== asked) return;
		const part = new DOMParser().parseFromString(await answer.text(), "text/html");
		pane.replaceChildren(...part.body.childNodes);
		const to = new URL(location.href);
		to.searchParams.set("sel", item.dataset.id);
		history.replaceState(null, "", to);
	}

	// A part of the page that was changed for another query leaves the search field behind.
	doc.addEventListener("htmx:afterSettle", () => {
		const field = doc.getElementById("q");
		if (field && location.pathname === "/search") field.value = new URL(location.href).searchParams.get("q") ?? "";
	});
	doc.addEventListener("desk:select", (event) => show(event.target));
	doc.addEventListener("click", (event) => {
		const peek = event.target.closest?.("a.peek");
		if (!peek || event.ctrlKey || event.metaKey || getComputedStyle(doc.getElementById("preview") ?? peek).position !== "sticky") return;
		event.preventDefault();
		const item = peek.closest("li");
		for (const el of doc.querySelectorAll(".is-at")) el.classList.remove("is-at");
		item.classList.add("is-at");
		show(item);
	});
}
