/** The rooms of the PWA and who may enter which. A violation fails the build. */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "Modules that need each other are one module, or hide a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "domain-is-pure",
      comment: "Types, checks and ledger take values and give values: they import nothing but each other.",
      severity: "error",
      from: { path: "^src/domain" },
      to: { pathNot: "^src/domain" },
    },
    {
      name: "apps-are-strangers",
      comment: "Reader, console, report and practice share ui, api, i18n and domain, never each other.",
      severity: "error",
      from: { path: "^src/apps/([^/]+)/" },
      to: { path: "^src/apps/", pathNot: "^src/apps/$1/" },
    },
    {
      name: "nobody-imports-an-app",
      severity: "error",
      from: { pathNot: "^src/apps/" },
      to: { path: "^src/apps/" },
    },
    {
      name: "ui-has-no-data-access",
      comment: "Shared components show what they are given.",
      severity: "error",
      from: { path: "^src/ui" },
      to: { path: "^src/(db|sync|api|scan)|node_modules/dexie" },
    },
    {
      name: "service-worker-has-no-sync",
      comment: "Field data leaves by the page's engine alone: one queue, one lock.",
      severity: "error",
      from: { path: "^src/sw" },
      to: { path: "^src/(sync|db|api|apps|ui)" },
    },
    {
      name: "db-is-below-sync",
      severity: "error",
      from: { path: "^src/db" },
      to: { path: "^src/(sync|api|ui|scan|apps|i18n)" },
    },
    {
      name: "office-and-customer-need-no-phone-database",
      severity: "error",
      from: { path: "^src/apps/(console|report|practice)" },
      to: { path: "^src/(db|sync|sw)" },
    },
    {
      name: "not-to-dev-dependencies",
      severity: "error",
      from: { path: "^src", pathNot: "^src/.*\\.d\\.ts$" },
      to: { dependencyTypes: ["npm-dev"], pathNot: "node_modules/(vite|workbox-)" },
    },
    { name: "must-resolve", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "\\?(url|worker)$" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
      extensions: [".ts", ".tsx", ".js"],
    },
  },
};
