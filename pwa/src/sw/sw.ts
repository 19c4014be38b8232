/// <reference lib="webworker" />
/**
 * Keeps the reader's page on the phone so that it opens without any server. Field data never passes through here:
 * the page's engine alone sends it. A new version waits until the reader chooses to update.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: "", cleanURLs: false });
cleanupOutdatedCaches();

const page = createHandlerBoundToURL("/index.html");
self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  const url = new URL(event.request.url);
  // The office's and the customer's pages, the API and its documentation belong to the server.
  if (url.origin !== self.location.origin || (url.pathname !== "/" && url.pathname !== "/index.html")) return;
  event.respondWith(page({ event, request: event.request, url } as Parameters<typeof page>[0]));
});

self.addEventListener("message", (event) => {
  if (event.data === "update-now") void self.skipWaiting();
});
