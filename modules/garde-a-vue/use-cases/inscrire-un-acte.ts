import type { ActeJson } from '@ppn/acte/contract';
import { apportDe } from '../catalogue.ts';
import { consignerLaMesure } from '../consigner-mesure.ts';
import type { Mesure } from '../domain/mesure.ts';
import { type FaitMesure, ouvertureDeMesure, type OuvertureDeMesure } from '../faits.ts';
import type { PortsGardeAVue, Tx } from '../ports.ts';
import { refusDeReception } from '../refus-de-reception.ts';
import { entreesDe } from './consigner-une-entree.ts';

/**
 * Inscrit au registre ce qu'un acte de garde a vue porte : au scellement comme a la reception, dans la meme transaction.
 * Une mesure que ce service ne connait pas encore s'ouvre de l'acte lui-meme : il suffit. Rejoue sans rien doubler.
 */
export async function inscrireUnActe(
  tx: Tx,
  acte: ActeJson,
  ports: Pick<PortsGardeAVue, 'droit' | 'maintenant'>,
): Promise<void> {
  const apport = apportDe(acte);
  if (!apport) return;
  const faits: FaitMesure[] = [
    { type: 'mesure-ouverte', donnees: ouvertureSelon(acte, apport.mesure) },
    ...apport.entrees.map((entree): FaitMesure => ({ type: 'entree-consignee', donnees: entree })),
    { type: 'acte-rattache', donnees: { acteId: acte.acteId, idj: acte.idj, type: acte.type } },
  ];
  await consignerLaMesure(tx, apport.mesure.id, faits, acte.redacteur.matricule, ports);
}

/** Ce qui ne va pas dans un acte de garde a vue recu ; vide : il peut entrer au registre. Tout autre acte n'en dit rien. */
export async function motifsDeLActe(
  db: Pick<PortsGardeAVue['db'], 'selectFrom'>,
  acte: ActeJson,
  {
    juridictionConnue,
    premisses,
  }: {
    readonly juridictionConnue: (code: string) => boolean;
    /** Entrees sur lesquelles l'emetteur a juge l'acte ; absentes s'il ne les dit pas. */
    readonly premisses: readonly string[] | undefined;
  },
): Promise<readonly string[]> {
  const apport = lireLApport(acte);
  if (apport === undefined) return [];
  if (apport === 'illisible') return ['Les données de cet acte ne forment pas des entrées de registre.'];
  const { mesure } = apport;
  const connue = await db
    .selectFrom('mesure')
    .select(['idj', 'ouverture'])
    .where('id', '=', mesure.id)
    .executeTakeFirst();
  const impossibles = refusDeReception(
    // La mesure telle qu'elle est ouverte ici l'emporte sur celle que l'acte porte.
    { mesure: connue?.ouverture.mesure ?? mesure, entrees: apport.entrees },
    {
      connues: await entreesDe(db, mesure.id),
      premisses,
      acteId: acte.acteId,
      qualite: acte.redacteur.qualite,
    },
  );
  return [
    ...(mesure.idj === acte.idj ? [] : ['La mesure de cet acte est celle d’un autre dossier.']),
    ...(connue && connue.idj !== acte.idj ? ['Cette mesure est déjà connue ici pour un autre dossier.'] : []),
    ...(juridictionConnue(mesure.juridiction.code)
      ? []
      : ['La juridiction de cette mesure n’est pas servie ici.']),
    ...impossibles.map(({ phrase, article }) => `Cet acte ne peut exister : ${phrase} (${article})`),
  ];
}

function lireLApport(acte: ActeJson): ReturnType<typeof apportDe> | 'illisible' {
  try {
    return apportDe(acte);
  } catch {
    return 'illisible';
  }
}

/** L'ouverture telle que l'acte la dit ; ignoree si la mesure est deja ouverte ici. */
function ouvertureSelon(acte: ActeJson, mesure: Mesure): OuvertureDeMesure {
  const { redacteur, redigeA, procedure, personnes } = acte;
  const lue = ouvertureDeMesure.shape.mesure.parse(mesure);
  const personne = personnes.find(({ id }) => id === lue.personne.id);
  return {
    mesure: lue,
    identite: {
      nom: personne?.nom ?? '',
      prenoms: personne?.prenoms ?? '',
      sexe: personne?.sexe ?? 'non-precise',
    },
    numero: procedure.alias[0]?.numero ?? acte.idj,
    ouverteA: redigeA,
    ouvertePar: {
      matricule: redacteur.matricule,
      nom: `${redacteur.prenom} ${redacteur.nom.toLocaleUpperCase('fr')}`,
    },
  };
}
