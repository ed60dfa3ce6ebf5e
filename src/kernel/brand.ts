declare const brand: unique symbol;

/** A value that carries a name the compiler checks, at no cost at run time. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
