/** Amounts as they stand on paper, reckoned exactly: cents are no fractions of a binary number. */

/** `units` / 10 ** `places`. */
export interface Amount {
  units: bigint;
  places: number;
}

const THOUSAND = 3; // digits after a sign that parts thousands

/** 1,234.50 and 1.234,50 and $ 1234.5 are one number: the last sign of two kinds parts the cents. */
export function amountOf(text: string): Amount | null {
  const digits = text.replace(/[^\d.,-]/g, "");
  let [, whole = digits, last = "", cents = ""] = /^(.*)([.,])(\d*)$/.exec(digits) ?? [];
  const other = last === "." ? "," : ".";
  if (cents.length === THOUSAND && !whole.includes(other)) [whole, cents] = [digits, ""]; // 1,234
  const plain = whole.replace(/[.,]/g, "");
  if (!/^-?\d*$/.test(plain) || !/\d/.test(plain + cents)) return null;
  const negative = plain.startsWith("-") ? -1n : 1n;
  return { units: negative * BigInt(plain.replace("-", "") + cents), places: cents.length };
}

const at = ({ units, places }: Amount, wanted: number): bigint => units * 10n ** BigInt(wanted - places);

export function sum(parts: readonly Amount[]): Amount {
  const places = Math.max(0, ...parts.map((one) => one.places));
  return { units: parts.reduce((total, one) => total + at(one, places), 0n), places };
}

/** Whether two amounts are more than a cent apart. */
export function centApart(one: Amount, other: Amount): boolean {
  const places = Math.max(2, one.places, other.places);
  const apart = at(one, places) - at(other, places);
  return (apart < 0n ? -apart : apart) > 10n ** BigInt(places - 2);
}

/** With commas at the thousands and no noughts at the end. */
export function printedAmount({ units, places }: Amount): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  const cents = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${cents && `.${cents}`}`;
}
