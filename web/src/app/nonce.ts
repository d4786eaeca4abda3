declare global {
  /** Where react-remove-scroll, which Radix holds the page still with, looks for the nonce of its style element. */
  var __webpack_nonce__: string | undefined;
}

/** Hands on the nonce that style elements made by scripts need under the page's content security policy. */
export function passNonceOn(): void {
  globalThis.__webpack_nonce__ = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;
}
