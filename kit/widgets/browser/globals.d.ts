/** What all views on a page share; the first view's loader makes it. */
declare var regionalKit: import("./types.js").Page;
