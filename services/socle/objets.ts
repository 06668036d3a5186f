import { lireOuCreerTrousseau, piloteFichiers, piloteS3, type Pilote, type Trousseau } from '@ppn/blob-store';
import { ConfigurationFausse } from './configuration.ts';

/** Stockage des objets : `file:/dossier`, ou `s3://hote/seau?region=…` (cles dans AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY). */
export async function ouvrirPilote(adresse: string): Promise<Pilote> {
  if (adresse.startsWith('file:')) return piloteFichiers(decodeURIComponent(new URL(adresse).pathname));
  const url = new URL(adresse.replace(/^s3:/, 'https:'));
  const [cleDAcces, cleSecrete] = [process.env['AWS_ACCESS_KEY_ID'], process.env['AWS_SECRET_ACCESS_KEY']];
  if (!cleDAcces || !cleSecrete)
    throw new ConfigurationFausse(
      'PPN_OBJETS désigne un stockage S3 : donnez aussi AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY.',
    );
  return piloteS3({
    adresse: `${url.searchParams.get('tls') === 'non' ? 'http' : 'https'}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    seau: url.pathname.slice(1),
    cleDAcces,
    cleSecrete,
  });
}

/** Cles d'enveloppe des objets, dans un fichier 0600 cree au premier demarrage. */
export const ouvrirTrousseau = (fichier: string): Trousseau => lireOuCreerTrousseau(fichier, 'kek-1');
