import { Alerte } from '@ppn/kit';
import { ChampLong, TempsEtLieu } from '../acte/champs-communs.tsx';
import { useFormulaire } from '../acte/redaction.ts';

/** Versement d'un fil : le temps, le lieu et le motif ; l'echange, mis par le service, ne se retouche pas. */
export function VersementDeMessages() {
  const { etat } = useFormulaire();
  const compte = compteDe(etat.servie.contenu['fil']);
  return (
    <>
      <TempsEtLieu />
      <Alerte ton="info" titre="L’échange est versé tel quel">
        <p>
          {compte === undefined
            ? 'Préparez ce versement depuis le fil de messages, bouton « Verser au dossier ».'
            : `${compte} message${compte > 1 ? 's' : ''}, avec leurs auteurs, leurs heures, leurs lectures et leurs empreintes. L’aperçu montre le texte entier.`}
        </p>
      </Alerte>
      <ChampLong champ="motif" libelle="Motif du versement" lignes={3} />
    </>
  );
}

const compteDe = (fil: unknown): number | undefined =>
  typeof fil === 'object' && fil !== null && 'compte' in fil && typeof fil.compte === 'number'
    ? fil.compte
    : undefined;
