// Package browser knows how the desk behaves in a real browser. It is tests alone: they serve the record of the project's
// corpus on a loopback port and open its pages in Chromium without a window.
//
// Without a browser the tests are skipped; CHANCERY_BROWSER names one that is not found by itself. Keys, previews and the
// explorer of networks are tested where their scripts were bundled (make web), accessibility where axe-core lies under
// web/node_modules.
//
//	go test ./internal/serve/browser
//	go test ./internal/serve/browser -run Screenshots -screenshots ../../../docs/desk
package browser
