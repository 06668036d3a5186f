import { demarrerSysteme } from '@ppn/demarrage';

// Demarre un systeme sur ce dossier, puis l'arrete : ses bases sont migrees, ses cles et ses cartes creees.

const [, , dossier = ''] = process.argv;
const { PATH, NODE_COMPILE_CACHE } = process.env;
const systeme = await demarrerSysteme({
  dossier,
  ports: 'libres',
  semences: false,
  portails: false,
  relancer: false,
  durable: false,
  environnement: { PATH, NODE_COMPILE_CACHE },
});
await systeme.arreter();
