import { type Client, creerClient } from '@ppn/api-client';
import type { Commande } from '@ppn/kit';
import type { contratRecherche, PieceTrouvee } from '@ppn/recherche/contract';

export type ClientDeRecherche = Client<typeof contratRecherche>;

/** Client de la recherche, meme origine que le portail. */
export const creerClientDeRecherche = (surSessionPerdue: () => void): ClientDeRecherche =>
  creerClient<typeof contratRecherche>({ surSessionPerdue });

/** Ou mene un resultat. */
export type Cible =
  | { readonly genre: 'dossier'; readonly idj: string }
  | { readonly genre: 'personne'; readonly idj: string; readonly personne: string }
  | ({ readonly genre: 'piece' } & Pick<PieceTrouvee, 'idj' | 'piece' | 'cote' | 'page'>);

/** Ce que la palette offre en plus des actions du portail. */
export type OptionsDePalette = {
  readonly client: ClientDeRecherche;
  readonly ouvrir: (cible: Cible) => void;
  readonly toutVoir: (q: string) => void;
  /** Procedures deja offertes par le portail. */
  readonly dejaLa: ReadonlySet<string>;
};

const LETTRES_MIN = 3;

/** Les procedures, personnes et pieces qui repondent, puis la recherche entiere ; rien avant trois lettres. */
export async function commandesTrouvees(
  texte: string,
  { client, ouvrir, toutVoir, dejaLa }: OptionsDePalette,
): Promise<readonly Commande[]> {
  const q = texte.trim().slice(0, 200);
  if (q.length < LETTRES_MIN) return [];
  const lue = await client.appeler('GET /api/recherche', { requete: { q } });
  const { dossiers, personnes, pieces } = lue.ok ? lue.valeur : { dossiers: [], personnes: [], pieces: [] };
  return [
    ...dossiers
      .filter(({ idj }) => !dejaLa.has(idj))
      .map(({ idj, intitule, numero }) => ({
        cle: idj,
        libelle: intitule,
        groupe: 'Procédures',
        precision: `${numero} · ${idj}`,
        action: () => ouvrir({ genre: 'dossier', idj }),
      })),
    ...personnes.map(({ idj, personne, nom, neLe, intitule }) => ({
      cle: `${idj} ${personne}`,
      libelle: nom,
      groupe: 'Personnes',
      precision: [neLe, intitule].filter(Boolean).join(' · '),
      action: () => ouvrir({ genre: 'personne', idj, personne }),
    })),
    ...pieces.slice(0, 5).map(({ idj, piece, cote, page, titre, numero, intitule }) => ({
      cle: piece,
      libelle: titre,
      groupe: 'Pièces',
      precision: `${numero} · ${intitule} · pièce ${cote}, page ${page}`,
      action: () => ouvrir({ genre: 'piece', idj, piece, cote, page }),
    })),
    {
      cle: 'tout',
      libelle: `Tout chercher : « ${q} »`,
      groupe: 'Recherche',
      touche: '/',
      action: () => toutVoir(q),
    },
  ];
}
