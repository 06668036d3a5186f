import { Combobox, pluriel } from '@ppn/kit';
import { Users, X } from 'lucide-react';
import { useRef } from 'react';
import { type Correspondant, type Recherche, usePoste } from '../contexte.tsx';

type Proprietes = {
  readonly choisis: readonly Correspondant[];
  readonly surChoix: (choisis: readonly Correspondant[]) => void;
  readonly erreur: string | undefined;
};

const LETTRES_MIN = 3;
const AIDES = {
  PLINE: 'Trois lettres d’un nom, d’un courriel ou d’un service. Plusieurs si besoin.',
  PLEX: 'Trois lettres d’une juridiction ou d’une unité, « agen » par exemple. Plusieurs si besoin.',
} as const;

/** Destinataires par trois lettres de l'annuaire : plusieurs, ou tout un service d'un coup. */
export function Destinataires({ choisis, surChoix, erreur }: Proprietes) {
  const { client, moi, zone } = usePoste();
  const trouves = useRef<Recherche>({ destinataires: [], groupes: [] });
  const chercher = async (texte: string) => {
    if (texte.trim().length < LETTRES_MIN) return [];
    const rendu = await client.appeler('GET /api/destinataires', { requete: { texte: texte.trim() } });
    if (!rendu.ok) return [];
    trouves.current = rendu.valeur;
    const pris = new Set(choisis.map(({ id }) => id));
    return [
      ...rendu.valeur.destinataires
        .filter(({ id }) => !pris.has(id) && id !== moi)
        .map((personne) => ({ cle: personne.id, texte: personne.nom, rendu: <Personne {...personne} /> })),
      ...rendu.valeur.groupes.map(({ libelle, membres }) => ({
        cle: `groupe:${libelle}`,
        texte: libelle,
        rendu: (
          <>
            <Users size={16} aria-hidden="true" />
            <span>
              Tous : {libelle} <span className="petit discret">{pluriel(membres.length, 'personne')}</span>
            </span>
          </>
        ),
      })),
    ];
  };
  const ajouter = (cle: string): void => {
    const { destinataires, groupes } = trouves.current;
    const nouveaux = cle.startsWith('groupe:')
      ? (groupes.find(({ libelle }) => `groupe:${libelle}` === cle)?.membres ?? [])
      : destinataires.filter(({ id }) => id === cle);
    const pris = new Set(choisis.map(({ id }) => id));
    surChoix([...choisis, ...nouveaux.filter(({ id }) => !pris.has(id) && id !== moi)]);
  };
  return (
    <div className="pile-serree plein">
      <Combobox
        id="destinataires"
        libelle="Destinataires"
        aide={AIDES[zone]}
        invite="Tapez au moins trois lettres…"
        minimum={LETTRES_MIN}
        texteChoisi=""
        chercher={chercher}
        surChoix={ajouter}
        erreur={erreur}
      />
      {choisis.length === 0 ? null : (
        <ul className="echange-choisis" aria-label="Destinataires choisis">
          {choisis.map(({ id, nom, qualite, organisation }) => (
            <li key={id} className="puce puce-accent" title={`${qualite}, ${organisation}`}>
              <span>{nom}</span>
              <button
                type="button"
                className="echange-oter"
                aria-label={`Ôter ${nom}`}
                onClick={() => surChoix(choisis.filter((personne) => personne.id !== id))}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const Personne = ({ nom, qualite, organisation }: Correspondant) => (
  <span className="pile-serree">
    <strong>{nom}</strong>
    <span className="petit discret">
      {qualite}, {organisation}
    </span>
  </span>
);
