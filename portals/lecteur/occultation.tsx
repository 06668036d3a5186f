import { annoncer } from '@ppn/kit';
import { EyeOff, SquareDashed, TextSelect } from 'lucide-react';
import { type PointerEvent, useCallback, useState } from 'react';
import type { PieceCotee } from './cotes.ts';
import { zoneEntre, type Zone, zonesDeLaSelection } from './zones.ts';

/** Ce que l'ecran appelant fait d'une occultation. */
export type Occulteur = {
  /** Produit la version occultee ; rend la phrase du refus, ou rien si c'est fait. */
  readonly occulter: (piece: string, zones: readonly Zone[]) => Promise<string | undefined>;
  /** Adresse de la version occultee. */
  readonly adresse: (piece: string) => string;
};

type EnCours = { readonly piece: string; readonly zones: readonly Zone[]; readonly trace: boolean };

const MAXIMUM = 500;

/** Zones a occulter de la piece en cours ; une seule piece a la fois. */
export const useOccultation = (occulteur: Occulteur | undefined) => {
  const [enCours, setEnCours] = useState<EnCours>();
  const [refus, setRefus] = useState<string>();
  const [produit, setProduit] = useState(false);
  const changer = useCallback(
    (suite: (avant: EnCours) => EnCours): void => setEnCours((avant) => avant && suite(avant)),
    [],
  );
  const ajouter = useCallback(
    (zones: readonly Zone[]): void =>
      changer((avant) => ({ ...avant, zones: [...avant.zones, ...zones].slice(0, MAXIMUM) })),
    [changer],
  );
  const fermer = (): void => {
    setEnCours(undefined);
    setRefus(undefined);
  };
  const produire = async (): Promise<void> => {
    if (occulteur === undefined || enCours === undefined || produit) return;
    setProduit(true);
    const phrase = await occulteur.occulter(enCours.piece, enCours.zones);
    setProduit(false);
    if (phrase !== undefined) return setRefus(phrase);
    annoncer('Version occultée produite : elle part dans les copies à la place de l’original.');
    fermer();
  };
  return {
    enCours,
    refus,
    produit,
    commencer: (piece: string): void => setEnCours({ piece, zones: [], trace: true }),
    basculerLeTrace: () => changer((avant) => ({ ...avant, trace: !avant.trace })),
    ajouter,
    defaire: () => changer((avant) => ({ ...avant, zones: avant.zones.slice(0, -1) })),
    fermer,
    produire,
  };
};

type Etat = ReturnType<typeof useOccultation>;

/** La barre de l'occultation : tracer, prendre la selection ou la page, defaire, produire. */
export const BarreDOccultation = ({
  etat,
  piece,
  page,
}: {
  readonly etat: Etat;
  readonly piece: PieceCotee;
  readonly page: number;
}) => {
  const { enCours, refus, produit } = etat;
  if (enCours === undefined) return null;
  const compte = enCours.zones.length;
  return (
    <section className="lecteur-occultation" aria-label={`Occultation de la pièce ${piece.cote}`}>
      <span className="lecteur-compte">
        Occulter {piece.cote} : {compte} {compte < 2 ? 'zone' : 'zones'}
      </span>
      <button
        type="button"
        className="lecteur-bouton"
        aria-pressed={enCours.trace}
        onClick={etat.basculerLeTrace}
      >
        <SquareDashed aria-hidden="true" size={16} /> Tracer
      </button>
      <button
        type="button"
        className="lecteur-bouton"
        // Un clic ne doit pas defaire la selection que l'on veut cacher.
        onMouseDown={(evenement) => evenement.preventDefault()}
        onClick={() => etat.ajouter(zonesDeLaSelection(piece.id))}
      >
        <TextSelect aria-hidden="true" size={16} /> La sélection
      </button>
      <button
        type="button"
        className="lecteur-bouton"
        onClick={() => etat.ajouter([{ page, x: 0, y: 0, largeur: 1, hauteur: 1 }])}
      >
        <EyeOff aria-hidden="true" size={16} /> Toute la page {page}
      </button>
      <button type="button" className="lecteur-bouton" disabled={compte === 0} onClick={etat.defaire}>
        Défaire
      </button>
      <button
        type="button"
        className="bouton bouton-primaire"
        aria-disabled={compte === 0 || produit || undefined}
        onClick={() => void (compte === 0 ? undefined : etat.produire())}
      >
        {produit ? 'Production…' : 'Produire la version occultée'}
      </button>
      <button type="button" className="lecteur-bouton" onClick={etat.fermer}>
        Abandonner
      </button>
      <p className="lecteur-occultation-aide" role={refus === undefined ? undefined : 'alert'}>
        {refus ??
          'La version occultée est une suite d’images : ce qui est caché n’y est plus. L’original reste au dossier, inchangé.'}
      </p>
    </section>
  );
};

/** Les zones d'une page, et de quoi en tracer a la souris, au doigt ou au stylet. */
export const CalqueDOccultation = ({
  zones,
  page,
  surTrace,
}: {
  readonly zones: readonly Zone[];
  readonly page: number;
  readonly surTrace: ((zone: Zone) => void) | undefined;
}) => {
  const [depart, setDepart] = useState<{ readonly x: number; readonly y: number }>();
  const [encours, setEncours] = useState<Zone>();
  const zoneJusquA = (evenement: PointerEvent<HTMLDivElement>): Zone | undefined =>
    depart &&
    zoneEntre(page, evenement.currentTarget.getBoundingClientRect(), depart, {
      x: evenement.clientX,
      y: evenement.clientY,
    });
  const finir = (): void => {
    setDepart(undefined);
    setEncours(undefined);
  };
  return (
    <div
      className="lecteur-calque"
      data-trace={surTrace !== undefined || undefined}
      aria-hidden="true"
      onPointerDown={(evenement) => {
        if (surTrace === undefined) return;
        evenement.preventDefault();
        evenement.currentTarget.setPointerCapture(evenement.pointerId);
        setDepart({ x: evenement.clientX, y: evenement.clientY });
      }}
      onPointerMove={(evenement) => setEncours(zoneJusquA(evenement))}
      onPointerUp={(evenement) => {
        const zone = zoneJusquA(evenement);
        if (zone !== undefined) surTrace?.(zone);
        finir();
      }}
      onPointerCancel={finir}
    >
      {[...zones, ...(encours === undefined ? [] : [encours])].map(({ x, y, largeur, hauteur }, rang) => (
        <span
          // Les zones se suivent, et ne s'otent que par la fin : leur rang les nomme.
          key={rang}
          style={{
            left: `${x * 100}%`,
            top: `${y * 100}%`,
            width: `${largeur * 100}%`,
            height: `${hauteur * 100}%`,
          }}
        />
      ))}
    </div>
  );
};
