import { refuser, type Contexte } from '../contexte.ts'
import type { FichierSource } from '../source.ts'

/** Octets [debut, fin[ occupes par une entree, en-tete local compris. */
export type Etendue = { readonly debut: number; readonly fin: number }

/** Descripteur de donnees (au plus 24 octets) et bourrages d'alignement tolérés entre deux entrees. */
const ECART_ADMIS = 64

/** Refuse des entrees qui se recouvrent (bombe de Fifield) ; avertit de donnees que l'annuaire ne dit pas. */
export async function controlerEtendue(
  source: FichierSource,
  etendues: readonly Etendue[],
  contexte: Contexte,
): Promise<void> {
  const rangees = etendues.toSorted((a, b) => a.debut - b.debut)
  let position = 0
  for (const { debut, fin } of rangees) {
    if (debut < position) {
      refuser('archive-dangereuse', "Des fichiers de cette archive se recouvrent : elle a été fabriquée pour tromper. Déposez les fichiers un à un.")
    }
    if (debut - position > ECART_ADMIS || (position === 0 && debut > 0)) contexte.avertir('donnees-hors-archive', CACHEES)
    position = fin
  }
  if (await suiteInattendue(source)) contexte.avertir('donnees-hors-archive', CACHEES)
}

const CACHEES = "Ce fichier contient, hors des fichiers de l'archive, des données que les logiciels ne montrent pas."

/** Vrai si quelque chose suit la fin d'annuaire et son commentaire. */
async function suiteInattendue(source: FichierSource): Promise<boolean> {
  const debut = Math.max(0, source.taille - 65_557)
  const fin = Buffer.from(await source.lire(debut, source.taille))
  const place = fin.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  return place >= 0 && place + 22 <= fin.length && place + 22 + fin.readUInt16LE(place + 20) < fin.length
}
