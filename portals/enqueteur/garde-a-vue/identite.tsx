import { Puce, regimeCourt } from '@ppn/kit';
import type { LigneDeMesure } from './donnees.ts';

/** `Karim BENALI`. */
export const nomDe = ({ prenoms, nom }: { readonly prenoms: string; readonly nom: string }): string =>
  `${prenoms} ${nom.toLocaleUpperCase('fr')}`.trim();

/** Ce qui distingue la mesure, en texte et en couleur : mineur, protege, langue, regime, incidents, irregularites, divergences. */
export function Marques({ ligne }: { readonly ligne: LigneDeMesure }) {
  const { age, mineure, protegee, langue } = ligne.personne;
  return (
    <span className="marques">
      {mineure ? (
        <Puce ton="danger">{`${ligne.personne.sexe === 'feminin' ? 'mineure' : 'mineur'}, ${age ?? '?'} ans`}</Puce>
      ) : null}
      {!mineure && age !== null ? <span className="petit discret">{age} ans</span> : null}
      {protegee ? <Puce ton="alerte">protection juridique</Puce> : null}
      {langue === 'fr' ? null : <Puce ton="info">{`langue : ${nomDeLangue(langue)}`}</Puce>}
      <Puce>{regimeCourt(ligne.regime)}</Puce>
      {ligne.prolongations === 0 ? null : (
        <Puce>{ligne.prolongations === 1 ? 'prolongée' : `prolongée ${ligne.prolongations} fois`}</Puce>
      )}
      {ligne.demande === null || ligne.fin !== null ? null : <Puce ton="info">prolongation demandée</Puce>}
      {ligne.ordre === null ? null : <Puce ton="danger">fin ordonnée</Puce>}
      {ligne.incidents === 0 ? null : (
        <Puce ton="danger">{ligne.incidents === 1 ? '1 incident' : `${ligne.incidents} incidents`}</Puce>
      )}
      {ligne.irregularites === 0 ? null : (
        <Puce ton="danger">
          {ligne.irregularites === 1 ? '1 irrégularité' : `${ligne.irregularites} irrégularités`}
        </Puce>
      )}
      {ligne.divergences > 0 ? (
        <Puce ton="danger">
          {ligne.divergences === 1 ? '1 divergence' : `${ligne.divergences} divergences`}
        </Puce>
      ) : null}
    </span>
  );
}

const langues = new Intl.DisplayNames(['fr'], { type: 'language' });

/** Nom francais d'une langue ; le code s'il n'en a pas. */
export const nomDeLangue = (code: string): string => {
  try {
    return langues.of(code) ?? code;
  } catch {
    return code;
  }
};
