import { Alerte, Bouton, ChampZone, nomDuMagistrat } from '@ppn/kit';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Redaction } from '../decision/brouillon.ts';
import { texteDe } from '../decision/contenu.ts';
import type { Geste } from './decision.tsx';
import type { LigneDeMesure, VueMesure } from './donnees.ts';
import { type ChoixOffert, choixOfferts } from './choix-offerts.ts';
import { ConditionsDesReports } from './conditions-des-reports.tsx';
import { reportsOfferts } from './reports-offerts.ts';

/** Champs de l'acte que l'ecran complete. */
export type DecisionChoisie = { readonly [champ: string]: unknown };

const MOTIFS: { readonly [geste in Geste]: string } = {
  prolongation: 'Motifs de la décision',
  mainlevee: 'Motifs (facultatif)',
  accord: 'Motifs (exigés pour refuser)',
  requete: 'Motifs de la requête',
  report: 'Motifs, par les éléments précis de l’espèce',
};

type Proprietes = {
  readonly genre: Geste;
  readonly ligne: LigneDeMesure;
  /** Pour un report de l'avocat : ce que la loi permet a ce magistrat. */
  readonly reports: VueMesure['reports'];
  readonly redaction: Redaction;
  /** Rend l'acte relu s'il y manque quelque chose, ou le refus ; rien : la signature s'ouvre. */
  readonly surSigner: (
    redaction: Redaction,
    choisie: DecisionChoisie,
  ) => Promise<Redaction | { readonly refus: string } | undefined>;
};

/** Le motif, deja repris de la demande, et un bouton par decision possible : le choisir, c'est passer a la signature. */
export const ChoixDeDecision = ({ genre, ligne, reports, redaction: lue, surSigner }: Proprietes) => {
  const [redaction, setRedaction] = useState(lue);
  const { contenu, points } = redaction;
  const [motif, setMotif] = useState(texteDe(contenu, 'motif'));
  const [outre, setOutre] = useState('');
  const [sansPresentation, setSansPresentation] = useState('');
  const [manques, setManques] = useState<readonly string[]>([]);
  const [enCours, setEnCours] = useState(false);
  const choix = useRef<HTMLDivElement>(null);
  const prochaine = ligne.prochaineProlongation;
  const offerts =
    genre === 'report' ? reportsOfferts(reports, contenu) : choixOfferts(genre, prochaine, contenu);
  const aMotiver = genre === 'report' && texteDe(contenu, 'motif') === '';
  useViseeInitiale(choix, aMotiver ? 'textarea' : 'button');
  const choisir = async ({ champs }: ChoixOffert): Promise<void> => {
    setEnCours(true);
    const passerOutre = outre.trim();
    const motifSansPresentation = champs['presentation'] === 'sans' ? sansPresentation.trim() : '';
    const rendu = await surSigner(redaction, {
      ...champs,
      motif: motif.trim(),
      passerOutre,
      ...(genre === 'prolongation' ? { motifSansPresentation } : {}),
    });
    if (rendu === undefined) return;
    setEnCours(false);
    if ('refus' in rendu) return setManques([rendu.refus]);
    setRedaction(rendu);
    setManques(rendu.manques.map(({ phrase }) => phrase));
  };
  return (
    <div className="pile" ref={choix}>
      {genre === 'prolongation' && prochaine !== null ? (
        <p className="petit">
          {ligne.demande === null
            ? 'Aucune demande de l’unité n’est au registre. '
            : `L’unité demande ${ligne.demande.heures} heures. `}
          La loi permet {prochaine.heures} heures de plus ({prochaine.article}), décidées avant l’échéance par
          le {prochaine.autorites.map(nomDuMagistrat).join(' ou le ')} : {prochaine.forme}.
        </p>
      ) : null}
      {genre === 'report' ? <ConditionsDesReports requete={ligne.requete} reports={reports} /> : null}
      {points.length === 0 ? null : (
        <Alerte ton="attention" titre="Points d’attention">
          <ul>
            {points.map(({ phrase, article }) => (
              <li key={phrase}>
                {phrase} <span className="petit">({article})</span>
              </li>
            ))}
          </ul>
        </Alerte>
      )}
      {manques.length === 0 ? null : (
        <Alerte ton="danger" titre="À compléter avant de signer" vive>
          <ul>
            {manques.map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </Alerte>
      )}
      <div className="choix-de-decision">
        {offerts.map((offert, rang) => (
          <Bouton
            key={offert.libelle}
            {...(rang === 0 && !aMotiver ? { touche: 'Entrée' } : {})}
            genre={rang === 0 ? 'primaire' : offert.refus === true ? 'danger' : 'normal'}
            enCours={enCours}
            onClick={() => void choisir(offert)}
          >
            {offert.libelle}
          </Bouton>
        ))}
      </div>
      <ChampZone libelle={MOTIFS[genre]} value={motif} surSaisie={setMotif} rows={3} />
      {genre === 'prolongation' && prochaine?.presentation === 'exigee-sauf-motif' ? (
        <ChampZone
          libelle="Pourquoi la personne n’est pas présentée (exigé sans présentation)"
          value={sansPresentation}
          surSaisie={setSansPresentation}
          rows={2}
        />
      ) : null}
      {points.length === 0 ? null : (
        <ChampZone
          libelle="Motif de passer outre (reste dans l’acte)"
          value={outre}
          surSaisie={setOutre}
          rows={2}
        />
      )}
    </div>
  );
};

/** Ouvre le clavier la ou l'on commence : le choix attendu, ou le motif a ecrire d'abord. */
function useViseeInitiale(boite: RefObject<HTMLElement | null>, cible: 'textarea' | 'button'): void {
  const visee = useRef(cible);
  useEffect(() => boite.current?.querySelector<HTMLElement>(visee.current)?.focus(), [boite]);
}
