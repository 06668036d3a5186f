import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const LONGUEUR = 32;

const deriver = (code: string, sel: string): Promise<Buffer> =>
  new Promise((resoudre, rejeter) =>
    scrypt(code, sel, LONGUEUR, (erreur, cle) => (erreur ? rejeter(erreur) : resoudre(cle))),
  );

/** Verrou d'un code (scrypt, sel propre) : une base lue ne rend pas le code avant qu'il expire. */
export async function fermerALaCle(code: string): Promise<{ readonly sel: string; readonly verrou: string }> {
  const sel = randomBytes(16).toString('hex');
  return { sel, verrou: (await deriver(code, sel)).toString('hex') };
}

/** Le code ouvre-t-il ce verrou ? Temps constant. */
export const ouvreLeVerrou = async (
  code: string,
  { sel, verrou }: { readonly sel: string; readonly verrou: string },
): Promise<boolean> => timingSafeEqual(await deriver(code, sel), Buffer.from(verrou, 'hex'));

/** Jeton neuf d'une tablette, et l'empreinte seule qu'on en garde. */
export function nouveauJeton(): { readonly jeton: string; readonly empreinte: string } {
  const jeton = randomBytes(32).toString('base64url');
  return { jeton, empreinte: empreinteDuJeton(jeton) };
}

/** Empreinte d'un jeton, telle que gardee. */
export const empreinteDuJeton = (jeton: string): string => createHash('sha256').update(jeton).digest('hex');
