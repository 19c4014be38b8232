/** Build of the phone's and the office's pages: one HTML entry a page, one bundle each, and the reader's service worker. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Manifest } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const READER = "index.html";
const OTHERS = ["console.html", "report.html", "practice.html"].filter((page) => existsSync(resolve(import.meta.dirname, page)));
const FOR_ALL_PAGES =
  /node_modules[\\/]@?preact|src[\\/](ui|i18n)[\\/](parts|router|toast|lazy|icons|prefs|texts|format|common)\.tsx?$|src[\\/]ui[\\/]\w+\.css$|src[\\/]api[\\/]client/;
const FOR_THE_READER = /node_modules[\\/]dexie|src[\\/](db|domain|sync)[\\/]|src[\\/]apps[\\/]reader[\\/](?!main\.)/;
const API = process.env["METERROUND_API"] ?? "http://localhost:8000";

/** Every file that a page can come to load, from Vite's own manifest. */
function reachable(manifest: Manifest, page: string): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next);
  };
  visit(page);
  return files;
}

let outDir = "dist";

/** The office's and the customer's pages need a network anyway: a reader's phone must not carry them. */
function onlyOtherPages(): Set<string> {
  const manifest = JSON.parse(readFileSync(resolve(import.meta.dirname, outDir, ".vite/manifest.json"), "utf8")) as Manifest;
  const reader = reachable(manifest, READER);
  if (!reader.size) throw new Error(`${READER} isn't in the manifest: nothing would be kept for a phone without a network`);
  const others = new Set<string>(OTHERS);
  for (const page of OTHERS) for (const file of reachable(manifest, page)) if (!reader.has(file)) others.add(file);
  return others;
}

export default defineConfig({
  appType: "mpa",
  server: { proxy: { "/api": API } },
  build: {
    target: ["chrome99", "safari15.4", "firefox102"],
    manifest: true,
    // The content security policy refuses data: addresses and inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [READER, ...OTHERS].map((page) => resolve(import.meta.dirname, page)),
      // A phone pays for every file it starts with: one holds what all pages start with, one what the reader's page starts with.
      // The entry itself stays out of them, or the page would lose its place in the manifest that the precache is made from.
      output: {
        codeSplitting: {
          groups: [
            { name: "page", test: FOR_ALL_PAGES, priority: 2 },
            { name: "round", tags: ["$initial"], test: FOR_THE_READER, priority: 1 },
          ],
        },
      },
    },
  },
  // Dexie's build for the browsers named above: the default one carries what browsers before them need.
  resolve: { alias: [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.min.mjs" }] },
  worker: { format: "es" },
  plugins: [
    {
      name: "remember-where",
      configResolved: (config) => {
        outDir = config.build.outDir;
      },
    },
    {
      // What pages add to the shared look must come after it, or it is lost; the order follows from how files are cut.
      name: "shared-look-first",
      apply: "build",
      transformIndexHtml: {
        order: "post",
        handler: (html, { path }) => {
          const [first] = [...html.matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"/g)].map((found) => found[1] ?? "");
          if (first && !first.startsWith("/assets/page-")) throw new Error(`${path} loads ${first} before the shared look`);
        },
      },
    },
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/sw",
      filename: "sw.ts",
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        id: "/",
        name: "抄表通 MeterRound",
        short_name: "抄表通",
        description: "离线抄表 · Offline-first meter reading",
        lang: "zh-CN",
        start_url: "/",
        scope: "/",
        display: "standalone",
        orientation: "portrait",
        background_color: "#f4f6f3",
        theme_color: "#00614f",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
      injectManifest: {
        globPatterns: ["index.html", "assets/**/*.{js,css,wasm,svg,woff2}", "*.{svg,png,webmanifest}"],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        manifestTransforms: [
          async (entries) => {
            const others = onlyOtherPages();
            return { manifest: entries.filter((entry) => !others.has(entry.url)) };
          },
        ],
      },
    }),
  ],
});
