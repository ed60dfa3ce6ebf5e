/** How a person works for the agency: what is kept of his or her time depends on it. */
export const employments = ['employee', 'contractor'] as const;
export type Employment = (typeof employments)[number];
