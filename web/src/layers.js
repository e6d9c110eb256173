// The layers of an article that are turned on stand in the address, so that a link shows what its sender saw.
export function layers(doc) {
	doc.addEventListener("change", (event) => {
		if (!event.target.matches?.("input.layer")) return;
		const boxes = [...doc.querySelectorAll("input.layer")];
		const on = boxes.filter((b) => b.checked).map((b) => b.value);
		const to = new URL(location.href);
		if (on.length === boxes.length) to.searchParams.delete("layers");
		else to.searchParams.set("layers", on.join(","));
		history.replaceState(null, "", to);
	});
}
