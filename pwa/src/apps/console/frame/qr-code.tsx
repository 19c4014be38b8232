/** A QR code as the server draws it. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** The server's SVG as elements of the page; scripts and foreign content never get in, only shapes do. */
export function QrCode({ svg, label }: { svg: string; label: string }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    if (drawn.nodeName !== "svg") return;
    for (const foreign of drawn.querySelectorAll("script, foreignObject, use, image, a, style")) foreign.remove();
    // Without a view box a drawing can't grow to its frame.
    const [width, height] = [drawn.getAttribute("width"), drawn.getAttribute("height")];
    if (!drawn.hasAttribute("viewBox") && width && height) drawn.setAttribute("viewBox", `0 0 ${width} ${height}`);
    box.current?.replaceChildren(document.importNode(drawn, true));
  }, [svg]);
  return <div class="qr" ref={box} role="img" aria-label={label} />;
}
