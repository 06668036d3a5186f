import type { Message } from '@ppn/mail';
import { type Depot, logeIci, toutRemis } from './domain/depot.ts';
import type { Correspondant, FaitDeTransfert, GenreDAvis } from './domain/faits.ts';
import type { Tx } from './tables.ts';

/** Un avis a envoyer ; `cle` : le meme avis ne se demande pas deux fois. */
export type AvisDemande = { readonly destinataire: string; readonly genre: GenreDAvis; readonly cle: string };

/** Met en file les avis que ces faits demandent, dans leur transaction. */
export const demanderLesAvis = (
  tx: Tx,
  depot: Depot,
  faits: readonly FaitDeTransfert[],
  maintenant: Date,
): Promise<void> =>
  mettreEnFile(
    tx,
    depot,
    faits.flatMap((fait) => avisDuFait(depot, fait)),
    maintenant,
  );

/** Met en file des avis ; celui qui y est deja n'y entre pas deux fois. */
export async function mettreEnFile(
  tx: Tx,
  depot: Depot,
  avis: readonly AvisDemande[],
  maintenant: Date,
): Promise<void> {
  const personnes = new Map(
    [...depot.depose.destinataires, depot.depose.expediteur].map((personne) => [personne.id, personne]),
  );
  for (const { destinataire, genre, cle } of avis) {
    const courriel = personnes.get(destinataire)?.courriel ?? '';
    await tx
      .insertInto('depot_courrier')
      .values({
        depot: depot.depose.depot,
        destinataire,
        genre,
        cle,
        courriel,
        prochain_a: maintenant,
        cree_a: maintenant,
      })
      .onConflict((conflit) => conflit.doNothing())
      .execute();
  }
}

function avisDuFait(depot: Depot, fait: FaitDeTransfert): readonly AvisDemande[] {
  const { destinataires, expediteur } = depot.depose;
  const pour = (
    personnes: readonly Correspondant[],
    genre: GenreDAvis,
    cle: string,
  ): readonly AvisDemande[] =>
    personnes
      .filter((personne) => logeIci(depot, personne))
      .map(({ id }) => ({ destinataire: id, genre, cle }));
  const attendus = destinataires.filter(({ id }) => !toutRemis(depot, id));
  switch (fait.type) {
    case 'depot-depose':
      return pour(destinataires, 'mise-a-disposition', 'mise-a-disposition');
    case 'depot-prolonge':
      return pour(attendus, 'prolongation', `prolongation-${fait.donnees.echeance}`);
    case 'depot-retire':
      return pour(attendus, 'retrait', 'retrait');
    case 'depot-expire':
      // Les deux cotes l'apprennent : l'expediteur toujours, le destinataire a qui il manque quelque chose.
      return pour([...attendus, expediteur], 'echeance', 'echeance');
    case 'passage-refuse':
      return pour([expediteur], 'passage-refuse', `passage-refuse-${depot.version}`);
    case 'depot-passe':
    case 'fait-rapporte':
    case 'avis-parti':
    case 'avis-refuse':
    case 'depot-ouvert':
    case 'remise-commencee':
    case 'remise-complete':
    case 'depot-efface':
    case 'recepisse-scelle':
      return [];
  }
}

const PHRASES: Readonly<Record<GenreDAvis, readonly [sujet: string, phrase: string]>> = {
  'mise-a-disposition': ['Un dépôt vous attend', 'Un dépôt vient d’être mis à votre disposition.'],
  'rappel-j2': [
    'Rappel : un dépôt vous attend',
    'Un dépôt mis à votre disposition n’a pas encore été retiré en entier.',
  ],
  'rappel-j8': [
    'Rappel : un dépôt vous attend',
    'Un dépôt mis à votre disposition n’a pas encore été retiré en entier.',
  ],
  'rappel-avant-echeance': [
    'Un dépôt arrive à son échéance',
    'Un dépôt qui n’a pas été retiré en entier arrive à son échéance.',
  ],
  relance: [
    'Relance : un dépôt vous attend',
    'L’expéditeur d’un dépôt vous rappelle qu’il attend d’être retiré.',
  ],
  prolongation: [
    'L’échéance d’un dépôt est repoussée',
    'L’échéance d’un dépôt mis à votre disposition est repoussée.',
  ],
  retrait: ['Un dépôt est retiré', 'Un dépôt mis à votre disposition a été retiré par son expéditeur.'],
  'passage-refuse': [
    'Un dépôt n’est pas remis',
    'Un destinataire extérieur de l’un de vos dépôts n’a pas été pris : il n’est plus à l’annuaire, ou n’a pas consenti.',
  ],
  echeance: [
    'Un dépôt est échu',
    'Un dépôt est arrivé à son échéance : ses fichiers ne sont plus lisibles. Sa trace et ses récépissés restent.',
  ],
};

const NOMS = { pline: 'PLINE', plex: 'PLEX' } as const;

/** Une conservation resserree se dit aussi au destinataire. */
const offre = ({ depose: { offerte } }: Depot): string =>
  offerte === undefined
    ? ''
    : `\nLa plate-forme est très sollicitée : la conservation offerte était de ${offerte} jour${offerte > 1 ? 's' : ''}.`;

/** Le courriel d'un avis : ni nom, ni objet, ni fichier, seulement qu'il y a a voir, jusqu'a quand, et ou. */
export function messageDe(
  depot: Depot,
  { genre, courriel }: { readonly genre: GenreDAvis; readonly courriel: string },
  origine: string,
): Message {
  const [sujet, phrase] = PHRASES[genre];
  const echeance =
    depot.etat === 'disponible'
      ? `\n\nÉchéance : ${depot.echeance.split('-').toReversed().join('/')}.${offre(depot)}`
      : '';
  return {
    a: [courriel],
    sujet: `${NOMS[depot.depose.zone]} : ${sujet.charAt(0).toLocaleLowerCase('fr')}${sujet.slice(1)}`,
    texte: `Bonjour,\n\n${phrase}${echeance}\n\n${origine}/depots/${depot.depose.depot}\n\nCe message ne contient aucune information sur la procédure. Ne pas y répondre.\n`,
  };
}
