import { createHash, randomBytes } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import { CODES } from './domain/cles.ts';
import { FRAICHEUR_MS } from './domain/jetons.ts';
import { inscrire } from './inscrire.ts';
import type { Db, Tx } from './tables.ts';

/** Sans les signes qui se confondent (Crockford). */
const SIGNES = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LONGUEUR = 16;

/** Un code de 80 bits, en quatre groupes de quatre. */
function nouveauCode(): string {
  const signes = [...randomBytes(LONGUEUR)].map((octet) => SIGNES[octet % SIGNES.length]).join('');
  return (signes.match(/.{4}/g) ?? []).join('-');
}

/** Tel que tape : casse, tirets et espaces ne comptent pas ; O vaut 0, I et L valent 1. */
const empreinteDe = (code: string): Buffer =>
  createHash('sha256')
    .update(
      code
        .toUpperCase()
        .replace(/[^0-9A-Z]/g, '')
        .replaceAll('O', '0')
        .replace(/[IL]/g, '1'),
    )
    .digest();

const fluxDe = (porteur: string): string => `secours/${porteur}`;

/** Donne un jeu neuf de codes de secours, qui remplace l'ancien ; ils ne se remontrent pas. */
export const creerLesCodes = (
  db: Db,
  { porteur, identifieA }: { readonly porteur: string; readonly identifieA: Date },
  maintenant: Date,
): Promise<Result<readonly string[], 'connexion-ancienne'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    if (maintenant.getTime() - identifieA.getTime() > FRAICHEUR_MS) return refus('connexion-ancienne');
    await verrouiller(tx, porteur);
    const codes = Array.from({ length: CODES }, nouveauCode);
    const donnees = { porteur, nombre: codes.length };
    const type = 'codes-de-secours-crees';
    await inscrire(tx, { flux: fluxDe(porteur), type, donnees, auteur: porteur, maintenant });
    await sql`update code_de_secours set remplace_a = ${maintenant}
      where porteur = ${porteur} and utilise_a is null and remplace_a is null`.execute(tx);
    for (const code of codes)
      await sql`insert into code_de_secours (porteur, empreinte, cree_a)
        values (${porteur}, ${empreinteDe(code)}, ${maintenant})`.execute(tx);
    return reussite(codes);
  });

/** Use un code : il ne servira plus, et un fait le dit. `avec` : ce qui s'ecrit dans la meme transaction. Rend combien il en reste. */
export const utiliserUnCode = (
  db: Db,
  { porteur, code }: { readonly porteur: string; readonly code: string },
  maintenant: Date,
  avec: (tx: Tx, restants: number) => Promise<void> = async () => undefined,
): Promise<Result<number, 'code-faux'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    await verrouiller(tx, porteur);
    const { numAffectedRows } = await sql`update code_de_secours set utilise_a = ${maintenant}
      where porteur = ${porteur} and empreinte = ${empreinteDe(code)} and utilise_a is null and remplace_a is null`.execute(
      tx,
    );
    if (numAffectedRows !== 1n) return refus('code-faux');
    const restants = await codesRestants(tx, porteur);
    const donnees = { porteur, restants };
    const type = 'code-de-secours-utilise';
    await inscrire(tx, { flux: fluxDe(porteur), type, donnees, auteur: porteur, maintenant });
    await avec(tx, restants);
    return reussite(restants);
  });

/** Combien de codes restent a cette personne. */
export async function codesRestants(db: Db, porteur: string): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`select count(*)::int as nombre from code_de_secours
    where porteur = ${porteur} and utilise_a is null and remplace_a is null`.execute(db);
  return rows[0]?.nombre ?? 0;
}

const verrouiller = (tx: Tx, porteur: string) =>
  sql`select pg_advisory_xact_lock(hashtext(${`secours ${porteur}`}))`.execute(tx);
