// What every page of the desk loads. Each part looks for its elements and does nothing where there are none.
import htmx from "htmx.org";
import { keys } from "./keys.js";
import { layers } from "./layers.js";
import { preview } from "./preview.js";
import { share } from "./share.js";

// The content policy of the desk lets neither styles nor code be made on the fly.
Object.assign(htmx.config, {
	includeIndicatorStyles: false, allowEval: false, allowScriptTags: false, selfRequestsOnly: true, historyCacheSize: 0, refreshOnHistoryMiss: true,
});

keys(document);
layers(document);
preview(document);
share(document);
