import process from 'node:process';
import { examinerIci } from '../examiner-contenu.ts';
import type { FichierSource } from '../source.ts';
import type { DeExaminateur, VersExaminateur } from './protocole.ts';

// Programme de l'examinateur : un processus fils, sans environnement, sans droit d'ecrire ni de lancer
// quoi que ce soit (modele de permissions de Node). Il ne lit le fichier que par son parent.

type Attente = {
  readonly rendre: (octets: Uint8Array) => void;
  readonly echouer: (erreur: Error) => void;
};

const attentes = new Map<number, Attente>();
let lectures = 0;

const dire = (message: DeExaminateur): void => {
  process.send?.(message);
};

function sourceDuParent(taille: number): FichierSource {
  return {
    taille,
    lire: (debut, fin) => {
      if (fin <= debut || debut >= taille) return Promise.resolve(new Uint8Array(0));
      lectures += 1;
      const lecture = lectures;
      dire({ genre: 'lire', lecture, debut, fin: Math.min(fin, taille) });
      return new Promise((rendre, echouer) => attentes.set(lecture, { rendre, echouer }));
    },
  };
}

async function traiter(message: VersExaminateur): Promise<void> {
  if (message.genre === 'examiner') {
    const { taille, nomDeclare, bornes } = message;
    const rendu = await examinerIci({
      source: sourceDuParent(taille),
      nomDeclare,
      bornes,
      annoncer: (type) => dire({ genre: 'type', type }),
    });
    attentes.clear();
    dire({ genre: 'resultat', ...rendu });
    return;
  }
  const attente = attentes.get(message.lecture);
  attentes.delete(message.lecture);
  if (message.genre === 'octets') attente?.rendre(message.octets);
  else attente?.echouer(new Error('lecture impossible'));
}

process.on('message', (message: VersExaminateur) => void traiter(message));
process.on('disconnect', () => process.exit(0));
// une faute d'une bibliotheque hors de toute promesse : le parent voit la mort et rend un refus
process.on('unhandledRejection', () => process.exit(70));
process.on('uncaughtException', () => process.exit(70));
dire({ genre: 'pret' });
