/** Giving a file away: the phone's own share sheet where it takes files, else a download. */

const NAMED_TEXT = "text/plain";

/**
 * What this browser would share: the file as it is, or, where only known kinds are let through, under a name that ends with .txt.
 * Null: it shares no files at all.
 */
export function shareable(file: Blob, name: string): File | null {
  if (typeof navigator.canShare !== "function") return null;
  const plain = new File([file], name, { type: file.type });
  if (navigator.canShare({ files: [plain] })) return plain;
  const disguised = new File([file], `${name}.txt`, { type: NAMED_TEXT });
  return navigator.canShare({ files: [disguised] }) ? disguised : null;
}

/** Opens the share sheet. False when it failed; closing the sheet is no failure. */
export async function share(file: File, title: string): Promise<boolean> {
  try {
    await navigator.share({ files: [file], title });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError";
  }
}

/** Puts the file among the phone's downloads. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
