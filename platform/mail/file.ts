import { fileURLToPath } from 'node:url';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { Courrier, Message } from './courrier.ts';

/** Migrations de la file, pour `migrer` de @ppn/postgres. */
export const migrationsDuCourrier = {
  nom: 'courrier',
  dossier: fileURLToPath(new URL('migrations', import.meta.url)),
};

/** Met un courriel en file, dans la transaction de ce qui le cause. La meme cle ne part qu'une fois. */
export async function mettreUnCourrielEnFile(
  tx: QueryExecutorProvider,
  { cle, a, sujet, texte }: Message & { readonly cle: string },
  maintenant: Date,
): Promise<void> {
  await sql`insert into courriel_en_file (cle, a, sujet, texte, prochain_a, cree_a)
    values (${cle}, ${[...a]}::text[], ${sujet}, ${texte}, ${maintenant}, ${maintenant})
    on conflict (cle) do nothing`.execute(tx);
}

const LOT = 50;
const MINUTE_MS = 60_000;

/** Un serveur de courrier absent est redemande de plus en plus tard, au plus toutes les heures. */
export const attenteAvantReprise = (essais: number): number => Math.min(60, 2 ** essais) * MINUTE_MS;

type Ligne = Message & { readonly cle: string; readonly essais: number };

/** Envoie ce qui attend ; rend combien sont partis. Un serveur absent : il attend, et repart plus tard. */
export async function envoyerLesCourriels({
  db,
  courrier,
  maintenant,
  surRefus,
}: {
  readonly db: QueryExecutorProvider;
  readonly courrier: Courrier;
  readonly maintenant: () => Date;
  /** Refuse pour toujours : une adresse qui n'existe pas. */
  readonly surRefus: (cle: string, refus: string) => void;
}): Promise<number> {
  const { rows } = await sql<Ligne>`select cle, a, sujet, texte, essais from courriel_en_file
    where etat = 'a-envoyer' and prochain_a <= ${maintenant()} order by cree_a limit ${LOT}`.execute(db);
  let partis = 0;
  for (const { cle, essais, ...message } of rows) {
    const envoi = await courrier.envoyer(message);
    if (!envoi.ok && (envoi.refus === 'courrier-indisponible' || envoi.refus === 'courrier-non-configure')) {
      const prochain = new Date(maintenant().getTime() + attenteAvantReprise(essais));
      await sql`update courriel_en_file set essais = ${essais + 1}, prochain_a = ${prochain} where cle = ${cle}`.execute(
        db,
      );
      continue;
    }
    await sql`update courriel_en_file set etat = ${envoi.ok ? 'parti' : 'refuse'} where cle = ${cle}`.execute(
      db,
    );
    if (envoi.ok) partis += 1;
    else surRefus(cle, envoi.refus);
  }
  return partis;
}
