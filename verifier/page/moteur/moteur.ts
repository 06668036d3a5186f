import './reglages.ts';
import type { Lecteur } from '../../aiguillage.ts';
import { executer } from '../../commande.ts';
import { lecteurDeDossier } from '../../dossier/lecteur.ts';
import { texteDesActes } from '../../texte-des-actes.ts';
import { poser, surLecture } from '../substituts/disque.ts';
import { servirDeFil } from './fil.ts';
import { examinerParFils } from './fils.ts';
import { vueDuRapport } from './lire-rapport.ts';
import type { DuMoteur, ReponseDuFil, VersLeMoteur } from './messages.ts';

const ANCRES = '/ancres';
const DEPOT = '/depot';
const TETES = '/tetes';
/** Au plus un message d'avancement par intervalle, en millisecondes. */
const INTERVALLE = 100;

/** Le moteur est la commande `npm run verify`, telle quelle, sur un disque qui ne contient que ce qui a ete depose. */
addEventListener('message', commencer, { once: true });

function commencer({ data }: MessageEvent<VersLeMoteur>): void {
  if (data.genre === 'mission') {
    const rendre = (reponse: ReponseDuFil): void => postMessage(reponse);
    surLecture(parIntervalle((octets) => rendre({ genre: 'lecture', octets })));
    servirDeFil(data, rendre);
    return;
  }
  void verifier(data).then(
    (message) => postMessage(message),
    (erreur: unknown) => postMessage({ genre: 'panne', motif: String(erreur) } satisfies DuMoteur),
  );
}

async function verifier(demande: VersLeMoteur & { genre: 'verifier' }): Promise<DuMoteur> {
  const { fichier, voisins, ancres, tetes, source, saisie, a } = demande;
  const depart = performance.now();
  for (const depose of [fichier, ...voisins]) poser(`${DEPOT}/${depose.name}`, depose);
  for (const ancre of ancres) poser(`${ANCRES}/${ancre.name}`, ancre);
  for (const tete of tetes) poser(`${TETES}/${tete.name}`, tete);
  const avancer = direLAvancement();
  surLecture(avancer);
  const defauts: Error[] = [];
  const { sortie, erreurs } = await executer(
    [
      '--json',
      ...(ancres.length === 0 ? [] : ['--ancres', ANCRES]),
      ...(a === undefined ? [] : ['--a', a]),
      ...tetes.flatMap(({ name }) => ['--tete', `${TETES}/${name}`]),
      ...optionsDeSaisie(saisie),
      '--',
      `${DEPOT}/${fichier.name}`,
    ],
    {
      racine: '/',
      dossier: DEPOT,
      environnement: {},
      comparerTexte: texteDesActes,
      lecteurs: [retenirLesDefauts(lecteurDeDossier(examinerParFils(source, avancer)), defauts)],
    },
  );
  const [defaut] = defauts;
  if (defaut !== undefined) return { genre: 'panne', motif: String(defaut) };
  if (sortie === '') return { genre: 'panne', motif: erreurs };
  return { genre: 'rapport', sortie, vue: vueDuRapport(sortie), dureeMs: performance.now() - depart };
}

/** Un QR se donne tel quel a la commande ; une note, par un fichier. */
function optionsDeSaisie(saisie: string): readonly string[] {
  if (saisie === '') return [];
  if (saisie.startsWith('PPN1 ')) return ['--tete', saisie];
  poser(`${TETES}/saisie.note`, new Blob([`${saisie}\n`]));
  return ['--tete', `${TETES}/saisie.note`];
}

/** La commande dit « lecture impossible » de toute erreur ; un defaut du moteur doit se voir pour ce qu'il est, pas comme un verdict. */
const retenirLesDefauts = ({ reconnait, lire }: Lecteur, defauts: Error[]): Lecteur => ({
  reconnait,
  async lire(demande) {
    try {
      return await lire(demande);
    } catch (cause) {
      if (cause instanceof Error && !('code' in cause && typeof cause.code === 'string')) defauts.push(cause);
      throw cause;
    }
  },
});

function direLAvancement(): (octets: number) => void {
  let lus = 0;
  return parIntervalle((octets) => {
    lus += octets;
    postMessage({ genre: 'avancement', lus } satisfies DuMoteur);
  });
}

/** Ne previent qu'une fois par intervalle, de la somme depuis la fois d'avant. */
function parIntervalle(prevenir: (somme: number) => void): (octets: number) => void {
  let somme = 0;
  let dernier = 0;
  return (octets) => {
    somme += octets;
    if (performance.now() - dernier < INTERVALLE) return;
    dernier = performance.now();
    prevenir(somme);
    somme = 0;
  };
}
