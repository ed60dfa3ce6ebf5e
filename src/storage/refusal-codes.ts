import { dispositionCodes, dispositions } from '../campaigns/index.ts';

/** Results after which a number rests because the person refused. */
export const refusalCodes: ReadonlySet<string> = new Set(
  dispositionCodes.filter((code) => dispositions[code].refuses === true),
);

/** Results after which a donor rests because he or she agreed to give. */
export const agreementCodes: ReadonlySet<string> = new Set(
  dispositionCodes.filter((code) => dispositions[code].agrees === true),
);

/** Results of a talk in which the request was heard. */
export const usefulCodes: ReadonlySet<string> = new Set(dispositionCodes.filter((code) => dispositions[code].useful));

/** Results of a talk with the donor in person. */
export const rightPersonCodes: ReadonlySet<string> = new Set(
  dispositionCodes.filter((code) => dispositions[code].rightPerson),
);
