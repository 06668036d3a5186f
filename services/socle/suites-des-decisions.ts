import type { ActeJson } from '@ppn/acte';
import { contenuCopj } from '@ppn/acte/contract';
import { isHorodate } from '@ppn/core';
import { inscrireUneAffaire, natureDAudience, type TablesDesAudiences } from '@ppn/audience';
import { type AffaireDecidee, affairesDe, contenuOrientation } from '@ppn/orientation';
import type { Transaction } from 'kysely';

/** Ce qu'une decision scellee met en marche, dans la transaction de son scellement : ses affaires vont a l'audience. */
export async function apresUneDecision(
  tx: Transaction<TablesDesAudiences>,
  acte: ActeJson,
  maintenant: Date,
): Promise<void> {
  const juridiction = acte.procedure.juridiction?.code;
  if (juridiction === undefined) return;
  for (const { audience, nature, ...affaire } of affairesDeLActe(acte)) {
    if (!isHorodate(audience)) continue;
    await inscrireUneAffaire(
      tx,
      {
        ...affaire,
        idj: acte.idj,
        acteId: acte.acteId,
        juridiction,
        audience,
        nature: natureDAudience.parse(nature),
      },
      { auteur: acte.redacteur.matricule, maintenant },
    );
  }
}

/** Les affaires que cet acte envoie a une audience ; aucune s'il n'est pas une decision du parquet. */
function affairesDeLActe({ type, contenu }: ActeJson): readonly AffaireDecidee[] {
  if (type === 'orientation') {
    const { lignes, suites } = contenuOrientation.parse(contenu);
    return affairesDe(lignes, suites);
  }
  if (type !== 'copj') return [];
  const { prevenu, faits, audience, salle } = contenuCopj.parse(contenu);
  return affairesDe(
    faits.map((fait) => ({ personne: prevenu, fait, mode: 'copj' })),
    [{ mode: 'copj', audience, creneau: '', salle }],
  );
}
