// A link that is to be shared is copied where the browser lets it; else it stays a link.
export function share(doc) {
	doc.addEventListener("click", async (event) => {
		const link = event.target.closest?.("a[data-copy]");
		if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		try {
			await navigator.clipboard.writeText(link.href);
			const was = link.textContent;
			link.textContent = "Copied";
			setTimeout(() => { link.textContent = was; }, 1500);
		} catch {
			location.assign(link.href);
		}
	});
}
