import { QUALITES } from '@ppn/acte/catalogue';
import { agent, type Agent } from '@ppn/habilitation/contract';
import type { Annuaire } from '@ppn/transfert';
import type * as transfert from '@ppn/transfert/contract';
import * as z from 'zod';
import { ConfigurationFausse, lireFichierDe } from '../configuration.ts';

type Correspondant = z.infer<typeof transfert.correspondant>;

const fichier = z.object({
  agents: z.array(agent.extend({ courriel: z.email(), supervision: z.boolean().default(false) })),
});

/** L'annuaire d'une zone : ses agents, par matricule pour la carte, et comme correspondants pour les depots. */
export type AnnuaireDeZone = Annuaire & {
  readonly agent: (matricule: string) => Agent | undefined;
  /** Les agents qui travaillent dans cette juridiction ou cette unite, interpretes exceptes. */
  readonly duGuichet: (code: string) => readonly Correspondant[];
  /** Le correspondant d'un agent connecte ; `undefined` s'il a quitte l'annuaire depuis. */
  readonly correspondant: (matricule: string) => Correspondant | undefined;
  /** Cet agent a la fonction de supervision. */
  readonly supervise: (matricule: string) => boolean;
};

const RESULTATS_MAX = 20;
const GROUPES_MAX = 5;
/** Autant qu'un depot admet de destinataires. */
const MEMBRES_MAX = 50;

/** Lit l'annuaire (JSON) ; un fichier faux arrete le demarrage avec une phrase. */
export function lireAnnuaireDeZone(chemin: string): AnnuaireDeZone {
  const lu = fichier.safeParse(enJson(chemin));
  if (!lu.success)
    throw new ConfigurationFausse(
      `PPN_ANNUAIRE : ${chemin} ne suit pas la forme attendue (${lu.error.issues[0]?.path.join('.') ?? ''}).`,
    );
  const agents = new Map(
    lu.data.agents.map(({ courriel: _, supervision: _supervision, ...connu }) => [connu.matricule, connu]),
  );
  const superviseurs = new Set(
    lu.data.agents.filter(({ supervision }) => supervision).map(({ matricule }) => matricule),
  );
  const correspondants = new Map(lu.data.agents.map((connu) => [connu.matricule, enCorrespondant(connu)]));
  return {
    agent: (matricule) => agents.get(matricule),
    supervise: (matricule) => superviseurs.has(matricule),
    correspondant: (matricule) => correspondants.get(matricule),
    duGuichet: (code) =>
      lu.data.agents
        .filter(({ rattachement, qualite }) => rattachement.code === code && qualite !== 'interprete')
        .map(enCorrespondant),
    trouver: (id) => {
      const trouve = correspondants.get(id);
      return trouve && { ...trouve, consentements: [] };
    },
    chercher: (texte) =>
      [...correspondants.values()]
        .filter(({ nom, courriel, organisation }) => repond(texte, `${nom} ${courriel} ${organisation}`))
        .toSorted(parNom)
        .slice(0, RESULTATS_MAX),
    grouper: (texte) =>
      [...Map.groupBy(correspondants.values(), ({ organisation }) => organisation)]
        .filter(
          ([libelle, membres]) =>
            membres.length > 1 && membres.length <= MEMBRES_MAX && repond(texte, libelle),
        )
        .map(([libelle, membres]) => ({ libelle, membres: membres.toSorted(parNom) }))
        .slice(0, GROUPES_MAX),
  };
}

const enCorrespondant = ({
  matricule,
  prenom,
  nom,
  qualite,
  rattachement,
  courriel,
}: Agent & { readonly courriel: string }): Correspondant => ({
  id: matricule,
  genre: 'agent',
  nom: `${prenom} ${nom.toLocaleUpperCase('fr')}`,
  qualite: QUALITES[qualite],
  organisation: rattachement.libelle,
  courriel,
});

const parNom = (a: Correspondant, b: Correspondant): number => a.nom.localeCompare(b.nom, 'fr');

/** Chaque mot cherche commence un mot de la fiche. */
function repond(texte: string, fiche: string): boolean {
  const connus = comparable(fiche).split(/[\s@.’'-]+/);
  return comparable(texte)
    .split(/\s+/)
    .filter((mot) => mot !== '')
    .every((mot) => connus.some((connu) => connu.startsWith(mot)));
}

/** Sans accent ni casse. */
const comparable = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('fr');

function enJson(chemin: string): unknown {
  try {
    return JSON.parse(lireFichierDe('PPN_ANNUAIRE', chemin));
  } catch (cause) {
    if (cause instanceof ConfigurationFausse) throw cause;
    throw new ConfigurationFausse(`PPN_ANNUAIRE : ${chemin} n’est pas du JSON.`);
  }
}
