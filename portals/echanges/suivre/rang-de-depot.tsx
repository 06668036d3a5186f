import { dateEtHeure, jourCivil, nombre, pluriel, Puce, Rang, taille, useMinute } from '@ppn/kit';
import { ADRESSES, Lien, type LigneDeDepot } from '../contexte.tsx';
import { finDeLEcheance, resteAvant } from '../echeance.ts';
import { NATURES, puceDe } from '../vocabulaire.ts';

/** Un depot dans une liste : son objet, qui, combien, ce qui reste de temps. */
export function RangDeDepot({
  ligne,
  sens,
}: {
  readonly ligne: LigneDeDepot;
  readonly sens: 'recus' | 'envoyes';
}) {
  const maintenant = useMinute();
  const puce = puceDe(ligne, sens);
  const reste = resteAvant(finDeLEcheance(ligne.echeance), maintenant);
  return (
    <Rang>
      <Lien vers={ADRESSES.depot(ligne.id)} className="rang" rang>
        <span className="rang-titre">{ligne.objet}</span>
        <span className="rang-suite">
          {NATURES[ligne.nature]}, {sens === 'recus' ? deQui(ligne) : `à ${aQui(ligne.destinataires)}`},{' '}
          {pluriel(ligne.fichiers, 'fichier')}, {taille(ligne.octets)}, {dateEtHeure(ligne.deposeA)}
          {ligne.idj === null ? '' : `, ${ligne.idj}`}
        </span>
        <span className="rang-fin">
          {ligne.etat === 'disponible' ? (
            <Puce ton={reste.ton}>
              {reste.texte}, jusqu’au {jourCivil(ligne.echeance)}
            </Puce>
          ) : null}
          <Puce ton={puce.ton}>{puce.libelle}</Puce>
        </span>
      </Lien>
    </Rang>
  );
}

/** « de Sophie ROUX, Tribunal judiciaire d'Agen », et celui que l'on supplee. */
const deQui = ({ expediteur, organisation, pour }: LigneDeDepot): string =>
  `de ${expediteur}${organisation === '' ? '' : `, ${organisation}`}${pour === null ? '' : `, pour ${pour}`}`;

/** « Claire FONTAINE », ou « Claire FONTAINE et 3 autres ». */
export function aQui([premier = '', ...autres]: readonly string[]): string {
  if (autres.length === 0) return premier;
  return `${premier} et ${nombre(autres.length)} autre${autres.length > 1 ? 's' : ''}`;
}
