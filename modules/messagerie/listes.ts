import type { Agent } from '@ppn/habilitation';
import { type Expression, type SqlBool, sql } from 'kysely';
import { type ResumeDeFil, resumeDeFil } from './contract.ts';
import { entrer } from './domain/fil.ts';
import { formeCherchee } from './forme-cherchee.ts';
import type { PortsMessagerie } from './ports.ts';
import { lienDeLigne, resumerLien } from './resumer.ts';

const LISTE_MAX = 100;

/** Mes fils, du plus recent au plus ancien ; chaque mot de `q` doit s'y trouver. */
export async function listerFils(
  ports: PortsMessagerie,
  agent: Agent,
  { q, idj, fil }: { readonly q: string; readonly idj?: string | undefined; readonly fil?: string },
): Promise<{ fils: ResumeDeFil[]; nonLus: number; tronquee: boolean }> {
  const mots = formeCherchee(q).split(/\s+/).filter(Boolean);
  const lignes = await ports.db
    .selectFrom('fil as f')
    .leftJoin('message_lecture as l', (lien) =>
      lien.onRef('l.fil', '=', 'f.id').on('l.matricule', '=', agent.matricule),
    )
    .leftJoin('message as d', (lien) => lien.onRef('d.fil', '=', 'f.id').onRef('d.rang', '=', 'f.messages'))
    .leftJoin('message_contenu as c', 'c.message', 'd.id')
    .leftJoin('dossier', 'dossier.idj', 'f.idj')
    .selectAll('f')
    .select(['d.auteur', 'c.contenu', 'dossier.contenu as dossier'])
    .select(
      sql<number>`(select count(*)::int from message m where m.fil = f.id and m.rang > coalesce(l.jusqua, 0))`.as(
        'non_lus',
      ),
    )
    .select(ATTENTE.as('attente'))
    .select(NATURE.as('nature'))
    .where(lesSiens(agent))
    .$if(idj !== undefined, (requete) => requete.where('f.idj', '=', idj ?? ''))
    .$if(fil !== undefined, (requete) => requete.where('f.id', '=', fil ?? ''))
    .where((eb) =>
      eb.and(
        mots.map((mot) =>
          eb.exists(
            eb
              .selectFrom('message_contenu as t')
              .select('t.message')
              .whereRef('t.fil', '=', 'f.id')
              .where('t.recherche', 'like', `%${mot.replace(/[\\%_]/g, '\\$&')}%`),
          ),
        ),
      ),
    )
    .orderBy('f.dernier_a', 'desc')
    .orderBy('f.id', 'desc')
    .limit(LISTE_MAX + 1)
    .execute();
  const tronquee = lignes.splice(LISTE_MAX).length > 0;
  const fils = lignes.map((ligne) =>
    resumeDeFil.parse({
      id: ligne.id,
      type: ligne.type,
      lien: lienDeLigne(ligne),
      participants: ligne.participants,
      ouvertA: ligne.ouvert_a.toISOString(),
      dernierA: ligne.dernier_a.toISOString(),
      dernierAuteur: ligne.auteur?.nom ?? '',
      extrait: extraitDe(ligne.contenu),
      messages: ligne.messages,
      nonLus: ligne.non_lus,
      attend: attendu(agent, ligne.attente),
      intitule: resumerLien(ligne.dossier, ligne.nature, ligne.idj),
      dossierIci: ligne.dossier !== null,
    }),
  );
  return { fils, nonLus: fils.reduce((total, { nonLus }) => total + nonLus, 0), tronquee };
}

/** Les fils que l'agent peut lire : ceux de sa fonction s'il la tient, ceux qui le nomment. */
function lesSiens(agent: Agent): Expression<SqlBool> {
  const { code } = agent.rattachement;
  const fonction = entrer(agent, {
    type: 'interne',
    participants: [{ service: agent.service, code, fonction: 'unite', matricule: null }],
  }).ok;
  const matricules = fonction ? ['', agent.matricule] : [agent.matricule];
  return sql<boolean>`exists (select 1 from fil_participant p where p.fil = f.id and p.code = ${code} and p.matricule = any (${matricules}::text[]))`;
}

/** Ce qu'un fil attend : la reponse au dernier compte rendu, sinon l'acceptation d'une instruction. */
const ATTENTE = sql<'reponse' | 'acceptation' | null>`case
  when exists (select 1 from message m where m.fil = f.id and m.genre = 'instruction' and m.acceptee_a is null) then 'acceptation'
  when exists (select 1 from message m where m.fil = f.id and m.genre = 'compte-rendu'
    and not exists (select 1 from message r where r.fil = f.id and r.genre = 'instruction' and r.rang > m.rang)) then 'reponse'
  end`;

/** La nature que dit le premier compte rendu du fil. */
const NATURE = sql<
  string | null
>`(select t.contenu #>> '{compteRendu,nature}' from message_contenu t join message m on m.id = t.message
  where t.fil = f.id and m.genre = 'compte-rendu' order by m.rang limit 1)`;

/** Chaque cote ne voit comme attendu que ce qui l'attend, lui. */
const attendu = (agent: Agent, attente: 'reponse' | 'acceptation' | null): ResumeDeFil['attend'] =>
  (agent.service === 'justice' ? 'reponse' : 'acceptation') === attente ? attente : null;

function extraitDe(
  contenu: { texte: string; compteRendu: { question: string; nature: string } | null } | null,
): string {
  if (contenu === null) return 'Contenu effacé : sa conservation est finie.';
  const texte =
    contenu.compteRendu === null
      ? contenu.texte
      : `${contenu.compteRendu.nature} — ${contenu.compteRendu.question}`;
  return texte.replace(/\s+/g, ' ').trim().slice(0, 160) || 'Pièce jointe';
}

/** Fils de la fonction qui attendent quelque chose de l'un ou l'autre cote, ou vivants depuis moins de sept jours. */
export async function filsOuverts(
  { db, maintenant }: PortsMessagerie,
  agent: Agent,
): Promise<readonly string[]> {
  const depuis = new Date(maintenant().getTime() - 7 * 86_400_000);
  const lignes = await db
    .selectFrom('fil as f')
    .select('f.id')
    .where(lesSiens(agent))
    .where('f.efface_a', 'is', null)
    .where(sql<boolean>`(f.dernier_a > ${depuis}::timestamptz or (${ATTENTE}) is not null)`)
    .orderBy('f.dernier_a', 'desc')
    .limit(500)
    .execute();
  return lignes.map(({ id }) => id);
}
