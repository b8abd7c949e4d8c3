/** Operators on a text field, combined with AND. `contains`, `starts_with` and `ends_with` ignore case. */
export interface TextFilter {
  readonly eq?: string | undefined
  readonly ne?: string | undefined
  readonly in?: readonly string[] | undefined
  readonly is_null?: boolean | undefined
  readonly contains?: string | undefined
  readonly starts_with?: string | undefined
  readonly ends_with?: string | undefined
}

/** Operators on a field with a few fixed values, combined with AND. */
export interface EnumFilter<Value extends string> {
  readonly eq?: Value | undefined
  readonly ne?: Value | undefined
  readonly in?: readonly Value[] | undefined
  readonly is_null?: boolean | undefined
}

/** Operators on a point in time: a `Date`, or ISO 8601 with its zone. */
export interface DateFilter {
  readonly gte?: string | Date | undefined
  readonly lte?: string | Date | undefined
  readonly is_null?: boolean | undefined
}
