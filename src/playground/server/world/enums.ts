/** A number that came over the wire, or a sum of flags, as the enum that names its values; nothing is checked here. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller's type is the point
export const asEnum = <Enum extends number>(value: number): Enum => value as Enum;
