// The network of actors, drawn where somebody wants to explore it. The table on the page says the same.
import cytoscape from "cytoscape";

const box = document.getElementById("network");
if (box) explore(box);

async function explore(box) {
	const answer = await fetch(box.dataset.src);
	if (!answer.ok) return;
	const net = await answer.json();
	const style = getComputedStyle(document.documentElement);
	const probe = document.createElement("i");
	box.append(probe);
	const colour = (name) => {
		probe.className = `probe-${name}`;
		return getComputedStyle(probe).color;
	};
	const ink = colour("ink"), line = colour("line"), near = colour("near"), apart = colour("apart"), seal = colour("seal"), paper = colour("paper");
	probe.remove();
	// The style sheet that the library would make on the fly is not allowed; its one rule stands in the desk's own.
	const mark = document.createElement("meta");
	mark.id = "__________cytoscape_stylesheet";
	document.head.append(mark);
	const counts = net.nodes.map((n) => n.events).sort((a, b) => b - a);
	const median = counts[Math.min(12, counts.length - 1)];
	const cy = cytoscape({
		container: box,
		elements: {
			nodes: net.nodes.map((n) => ({ data: { ...n, size: Math.min(12 + 4 * Math.sqrt(n.events), 38) } })),
			edges: net.edges.map((e) => ({ data: { ...e, source: e.a, target: e.b, width: 1 + 2 * Math.log2(1 + e.events), tone: e.score < 0 ? "apart" : "near" } })),
		},
		style: [
			{ selector: "node", style: { label: "data(name)", width: "data(size)", height: "data(size)", "background-color": line, color: ink, "font-size": 15, "font-family": style.getPropertyValue("--sans"), "text-outline-width": 2, "text-outline-color": paper, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "ellipsis", "text-max-width": 130 } },
			{ selector: "node[?centre]", style: { "background-color": seal, "font-weight": "bold" } },
			{ selector: "edge", style: { width: "data(width)", "line-color": near, "curve-style": "bezier", opacity: 0.65 } },
			{ selector: "edge[tone = 'apart']", style: { "line-color": apart, "line-style": "dashed" } },
			{ selector: ":selected", style: { "border-width": 3, "border-color": ink, opacity: 1 } },
		],
		layout: net.nodes.some((n) => n.centre)
			? { name: "concentric", animate: false, padding: 24, minNodeSpacing: 46, concentric: (n) => (n.data("centre") ? 3 : n.data("events") > median ? 2 : 1), levelWidth: () => 1 }
			: { name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, nodeRepulsion: 60000, idealEdgeLength: 90, padding: 24 },
		minZoom: 0.3,
		maxZoom: 3,
	});
	cy.on("dbltap", "node", (event) => location.assign(event.target.data("page")));
	cy.on("dbltap", "edge", (event) => location.assign(event.target.data("page")));
	cy.on("select", "node, edge", (event) => {
		const d = event.target.data();
		const out = document.getElementById("network-chosen");
		const a = document.createElement("a");
		a.href = d.page;
		a.textContent = d.label;
		out.replaceChildren(a);
	});
}
