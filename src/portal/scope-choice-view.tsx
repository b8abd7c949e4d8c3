/** Whether a change is for one contract or for all that run; posts `scope`, `one` or `all`. */
export const ScopeChoice = ({
  legend,
  one,
  all,
  forAll,
}: {
  legend: string
  one: string
  all: string
  forAll: boolean
}) => (
  <fieldset class="choices">
    <legend>{legend}</legend>
    {([['one', one, !forAll] as const, ['all', all, forAll] as const] as const).map(
      ([value, words, checked]) => (
        <label class="check">
          <input type="radio" name="scope" value={value} checked={checked} />
          <span>{words}</span>
        </label>
      ),
    )}
  </fieldset>
)
