interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly wordsOf: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all of them seen: the arrows choose. */
export function Choice<Value extends string>({ name, label, value, options, wordsOf, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset className="segments">
      <legend>{label}</legend>
      {options.map((each) => (
        <label key={each}>
          <input type="radio" name={name} value={each} checked={each === value} onChange={() => onChoose(each)} />
          {wordsOf(each)}
        </label>
      ))}
    </fieldset>
  );
}
