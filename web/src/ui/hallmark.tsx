/** The stamp of a certificate: solid when the promise is proven, hollow when it is not (yet). */
export function Hallmark({ state, size = 64 }: { state: "holds" | "open" | "failed"; size?: number }) {
  return (
    <svg class={`hallmark ${state}`} width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <path class="hallmark-shield" d="M32 3 56 11v22c0 13-9.5 22.5-24 28C17.500 55.500 8 46 8 33V11z" />
      <path class="hallmark-v" d="M19 19h8.500l9 27h-8z" />
      <path class="hallmark-v second" d="M45 19h-8.500l-9 27h8z" />
    </svg>
  );
}
