import { Video } from 'lucide-react';
import { useState } from 'react';
import { Bouton } from '../bouton.tsx';
import { Case, ChampTexte } from '../champs.tsx';
import { Dialogue } from '../dialogue.tsx';
import { Alerte } from '../etats.tsx';
import { dateEtHeure } from '../formats.ts';
import { msDe } from './durees.ts';
import { heureDuService } from './heure.ts';
import { heureAVenir } from './heure-a-venir.ts';
import type { PresentationPrevue } from './presentation-prevue.ts';
import { nomDuMagistrat } from './vocabulaire.ts';

/** La presentation prevue, et le bouton qui ouvre la salle de visioconference (706-71 CPP). */
export const PresentationAttendue = ({ prevue }: { readonly prevue: PresentationPrevue }) => (
  <Alerte
    ton="info"
    titre={`Présentation prévue le ${dateEtHeure(prevue.prevueA)}, ${nomDuMagistrat(prevue.devant)}`}
  >
    {prevue.visio ? (
      <div className="rangee-ecartee">
        <p>Par visioconférence (706-71 CPP).</p>
        {prevue.lien === '' ? (
          <span className="petit discret">Aucun lien n’a été donné.</span>
        ) : (
          <a className="bouton" href={prevue.lien} target="_blank" rel="noopener noreferrer">
            <Video size={16} aria-hidden="true" />
            Rejoindre la visioconférence
          </a>
        )}
      </div>
    ) : (
      <p>En personne.</p>
    )}
  </Alerte>
);

type Proprietes = {
  readonly devant: PresentationPrevue['devant'];
  readonly zone: string;
  /** Faux : la loi ne permet pas de presenter par visioconference. */
  readonly visio: boolean;
  /** Avant quand la prolongation se decide (63 II CPP). */
  readonly avant: string;
  /** Salle reglee pour la juridiction ; vide : le lien se tape. */
  readonly salle: string;
  readonly surChoix: (donnees: PresentationPrevue) => void;
  readonly surFermeture: () => void;
};

/** Prevoir une presentation : l'heure, et le lien si elle se fait par visioconference. */
export function DialogueDePresentation({
  devant,
  zone,
  visio,
  avant,
  salle,
  surChoix,
  surFermeture,
}: Proprietes) {
  const [tapee, poserTapee] = useState('');
  const [aDistance, poserADistance] = useState(visio);
  const [lien, poserLien] = useState(salle);
  const [montre, poserMontre] = useState(false);
  const prevueA = heureAVenir(tapee, heureDuService().ms, zone);
  const lienFaux = aDistance && lien.trim() !== '' && !estLien(lien.trim());
  return (
    <Dialogue titre="Prévoir la présentation" surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          poserMontre(true);
          if (prevueA === undefined || lienFaux) return;
          surChoix({ devant, prevueA, visio: aDistance, lien: aDistance ? lien.trim() : '' });
        }}
      >
        <ChampTexte
          libelle={`Heure de la présentation (${nomDuMagistrat(devant)})`}
          aide="Une heure déjà passée est celle de demain."
          inputMode="numeric"
          placeholder="14:30"
          value={tapee}
          erreur={montre && prevueA === undefined ? 'Donnez une heure, par exemple 14:30.' : undefined}
          surSaisie={poserTapee}
        />
        {prevueA !== undefined && msDe(prevueA) >= msDe(avant) ? (
          <Alerte ton="attention">
            Trop tard pour la prolongation : elle se décide avant le {dateEtHeure(avant)}.
          </Alerte>
        ) : null}
        {visio ? (
          <Case coche={aDistance} surCoche={poserADistance}>
            Par visioconférence (706-71 CPP)
          </Case>
        ) : null}
        {aDistance ? (
          <ChampTexte
            libelle="Lien de la visioconférence"
            aide={
              salle === ''
                ? 'Vide : chacun appelle par ses moyens habituels.'
                : 'La salle de la juridiction est déjà mise.'
            }
            type="url"
            value={lien}
            erreur={montre && lienFaux ? 'Donnez une adresse qui commence par https://.' : undefined}
            surSaisie={poserLien}
          />
        ) : null}
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Annuler</Bouton>
          <Bouton genre="primaire" type="submit">
            Prévoir la présentation
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}

const estLien = (texte: string): boolean => URL.canParse(texte) && texte.startsWith('https://');
