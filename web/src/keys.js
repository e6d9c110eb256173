// Shortcuts of single keys. They are off while somebody writes, with a modifier, and where the reader has turned them off.

const places = { t: "/", s: "/search", q: "/quotes", n: "/stories", r: "/review", u: "/status" };
const pairTime = 1500; // milliseconds between g and the key behind it

export function keys(doc) {
	let gone = 0; // when g was pressed

	doc.addEventListener("keydown", (event) => {
		if (doc.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
		if (doc.querySelector("dialog[open]")) return;
		const key = event.key;
		if (Date.now() - gone < pairTime && places[key]) {
			gone = 0;
			event.preventDefault();
			location.assign(places[key]);
			return;
		}
		gone = 0;
		if (press(doc, key)) {
			event.preventDefault();
			return;
		}
		switch (key) {
			case "/": doc.getElementById("q")?.focus(); doc.getElementById("q")?.select(); break;
			case "g": gone = Date.now(); break;
			case "j": case "ArrowDown": if (!step(doc, 1)) return; break;
			case "k": case "ArrowUp": if (!step(doc, -1)) return; break;
			case "o": case "Enter": if (!open(doc, event)) return; break;
			case "n": if (!evidence(doc, 1)) return; break;
			case "p": if (!evidence(doc, -1)) return; break;
			case "?": doc.getElementById("keys")?.showModal(); break;
			default: return;
		}
		event.preventDefault();
	});

	doc.addEventListener("click", (event) => {
		if (event.target.closest?.("[data-help]")) doc.getElementById("keys")?.showModal();
	});
	doc.addEventListener("keydown", (event) => {
		if (event.key === "Escape" && isWriting(event.target)) event.target.blur();
	});
}

function isWriting(el) {
	return el instanceof HTMLElement && (el.isContentEditable || /^(textarea|select)$/i.test(el.tagName) ||
		(el.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(el.type)));
}

// press uses what says that it has this key.
function press(doc, key) {
	if (!/^[a-z]$/.test(key)) return false;
	const el = doc.querySelector(`[data-key="${key}"]`);
	el?.click();
	return Boolean(el);
}

const items = (doc) => [...doc.querySelectorAll("main li[data-id], main tr[data-id]")].filter((el) => el.offsetParent !== null);

// step goes to another entry of the page's lists.
function step(doc, by) {
	const list = items(doc);
	if (list.length === 0) return false;
	const now = list.findIndex((el) => el.classList.contains("is-at"));
	const next = list[now < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(now + by, 0), list.length - 1)];
	for (const el of list) el.classList.toggle("is-at", el === next);
	next.querySelector("a[data-open], a")?.focus({ preventScroll: true });
	next.scrollIntoView({ block: "nearest" });
	next.dispatchEvent(new CustomEvent("desk:select", { bubbles: true }));
	return true;
}

function open(doc, event) {
	if (event.key === "Enter" && event.target.closest("a, button, summary, label")) return false;
	const link = doc.querySelector(".is-at a[data-open]") ?? doc.querySelector(".is-at a");
	link?.click();
	return Boolean(link);
}

// evidence goes to another passage of the event that the article is read for.
function evidence(doc, by) {
	const links = [...doc.querySelectorAll("a[data-evidence]")];
	const other = doc.querySelector(by > 0 ? ".evidence-bar a[rel=next]" : ".evidence-bar a[rel=prev]");
	if (links.length === 0) return false;
	const now = links.findIndex((a) => a.hash === location.hash);
	const next = now < 0 ? (by > 0 ? 0 : links.length - 1) : now + by;
	(links[next] ?? other)?.click();
	return true;
}
