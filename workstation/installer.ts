import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installer } from './installation.ts';

/**
 * `node workstation/installer.ts --vers DOSSIER --origine https://portail…` : écrit l'extension et l'hôte d'un poste. Les réglages de l'hôte
 * (`AGENT_CLES`, `AGENT_DOSSIER`, `PPN_AGENT_PKCS11`…) sont ceux de l'environnement. `--cle FICHIER` : clé PEM de signature de
 * l'extension ; sans elle, une clé est créée dans le dossier et l'identifiant en dépend.
 */
const REGLAGES = [
  'AGENT_CLES',
  'AGENT_CARTES',
  'AGENT_DOSSIER',
  'PPN_AGENT_PKCS11',
  'SOFTHSM2_CONF',
  'OPENSC_CONF',
];

const { values } = parseArgs({
  options: {
    vers: { type: 'string' },
    origine: { type: 'string', multiple: true },
    cle: { type: 'string' },
  },
});
const { vers, origine: origines = [] } = values;
if (vers === undefined || origines.length === 0) {
  process.stderr.write(
    'Usage : node workstation/installer.ts --vers DOSSIER --origine https://portail… [--origine …] [--cle FICHIER.pem]\n',
  );
  process.exit(2);
}
const dossier = resolve(vers);
mkdirSync(dossier, { recursive: true });
const rendue = await installer({
  vers: dossier,
  origines,
  cle: clePublique(values.cle),
  environnement: {
    AGENT_ORIGINES: origines.join(','),
    ...Object.fromEntries(
      REGLAGES.flatMap((nom) => {
        const valeur = process.env[nom];
        return valeur === undefined || valeur === '' ? [] : [[nom, valeur]];
      }),
    ),
  },
});
process.stdout.write(
  [
    `Extension : ${rendue.extension}`,
    `Identifiant (Chrome, Edge) : ${rendue.identifiant}`,
    `Hôte : ${rendue.lanceur}`,
    `Manifestes à copier : ${rendue.manifestes.chrome}, ${rendue.manifestes.firefox}`,
    '',
  ].join('\n'),
);

function clePublique(donnee: string | undefined): Uint8Array {
  const chemin = donnee ?? join(dossier, 'extension.pem');
  if (donnee === undefined && !existsSync(chemin)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(chemin, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  return createPublicKey(readFileSync(chemin)).export({ type: 'spki', format: 'der' });
}
