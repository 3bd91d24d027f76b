/* Everything of this one version of the site, kept for the day without a network. */
const { course, page, version, files } = "SETTINGS";
const PREFIX = `autograder ${registration.scope} ${course} `;
const NAME = `${PREFIX}${page} ${version}`; // a page looks for its own version in it

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    /* Asked of the server anew: what a browser kept from the version before is not put into this one. */
    await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith((async () => (await (await caches.open(NAME)).match(event.request, { ignoreSearch: true })) ?? fetch(event.request))());
});
