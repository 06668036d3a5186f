import { generateKeyPairSync } from 'node:crypto';
import { emettreCertificat, extensionsDe, uniteHorodatage } from '@ppn/confiance';
import { demandeHorodatage, type Horodateur, verifierReponse } from '@ppn/sealing';
import type { Atelier } from './atelier.ts';

/** Une unite d'horodatage sous la vraie autorite, dont le certificat ne vaut que pour cette periode. */
export function uniteDePeriode(
  { confiance, maintenant }: Atelier,
  { debut, fin }: { readonly debut: string; readonly fin: string },
): Horodateur {
  const cle = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const emetteur = confiance.autorite('services');
  const certificat = emettreCertificat({
    sujet: [
      ['C', 'FR'],
      ['CN', `Unité d’horodatage jusqu’au ${fin.slice(0, 10)}`],
    ],
    cle,
    emetteur,
    debut: new Date(debut),
    fin: new Date(fin),
    extensions: extensionsDe({
      usage: 'horodatage',
      cle,
      emetteur,
      publication: { ac: 'services', url: confiance.url },
    }),
  });
  const repondre = uniteHorodatage({
    identite: { cle, certificats: [certificat, emetteur.certificat] },
    horloge: maintenant,
  });
  return async (empreinte) => {
    const nonce = empreinte.slice(0, 8);
    return verifierReponse(repondre(demandeHorodatage(empreinte, nonce)), empreinte, nonce);
  };
}
