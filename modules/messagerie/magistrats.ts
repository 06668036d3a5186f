import { type Qualite, qualite } from '@ppn/habilitation/contract';
import { sql } from 'kysely';
import type { MagistratConnu } from './contract.ts';
import { permanenceDuCode } from './permanence.ts';
import type { PortsMessagerie } from './ports.ts';
import { presenceDe } from './presence.ts';

const MAGISTRATS: ReadonlySet<Qualite> = new Set(['procureur', 'substitut', 'jld', 'juge-instruction']);

/**
 * Les magistrats d'une juridiction que ce service connait : celui de permanence d'abord, puis ceux qui sont la, puis ceux qui
 * ont deja ecrit ici. Rien n'est demande a l'autre ministere.
 */
export async function magistratsConnus(
  ports: PortsMessagerie,
  juridiction: string,
): Promise<readonly MagistratConnu[]> {
  const permanence = (await permanenceDuCode(ports.db, juridiction))?.tenuePar ?? undefined;
  const [presence] = await presenceDe(ports, [juridiction]);
  const enLigne = presence?.enLigne ?? [];
  const connus = new Map(
    [...(await auteursDe(ports, juridiction)), ...enLigne, ...(permanence === undefined ? [] : [permanence])]
      .filter((connu) => MAGISTRATS.has(connu.qualite))
      .map(({ matricule, nom, qualite: la }) => [matricule, { matricule, nom, qualite: la }]),
  );
  return [...connus.values()]
    .map((connu) => ({
      ...connu,
      permanence: connu.matricule === permanence?.matricule,
      enLigne: enLigne.some(({ matricule }) => matricule === connu.matricule),
    }))
    .toSorted(
      (a, b) =>
        Number(b.permanence) - Number(a.permanence) ||
        Number(b.enLigne) - Number(a.enLigne) ||
        a.nom.localeCompare(b.nom, 'fr'),
    );
}

type Connu = Pick<MagistratConnu, 'matricule' | 'nom' | 'qualite'>;

/** Ceux de cette juridiction qui ont ecrit ici, tels que leur dernier message les nomme. */
async function auteursDe({ db }: PortsMessagerie, juridiction: string): Promise<readonly Connu[]> {
  const { rows } = await sql<{ matricule: string; nom: string; qualite: string }>`
    select distinct on (auteur ->> 'matricule')
      auteur ->> 'matricule' as matricule, auteur ->> 'nom' as nom, auteur ->> 'qualite' as qualite
    from message where auteur ->> 'code' = ${juridiction}
    order by auteur ->> 'matricule', emis_a desc`.execute(db);
  return rows.map((ligne) => ({ ...ligne, qualite: qualite.parse(ligne.qualite) }));
}
