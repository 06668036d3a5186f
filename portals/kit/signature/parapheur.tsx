import { type ReactNode, useState } from 'react';
import { annoncer } from '../annonces.tsx';
import { Bouton } from '../bouton.tsx';
import { Chargement, Echec, Panneau, type ProblemeVu } from '../etats.tsx';
import { pluriel } from '../formats.ts';
import { Liste } from '../liste.tsx';
import { useRaccourcis } from '../raccourcis.ts';
import { TitrePage } from '../titre.tsx';
import { annuler, basculer, type ChoixDuLot, TOUT_CHOISI, toutChoisir } from './choix-du-lot.ts';
import { DialogueDeRenvoi, type RenduDeRenvoi } from './dialogue-de-renvoi.tsx';
import { EnAttente } from './en-attente.tsx';
import type { ActeAParapher, ActeEnAttente } from './file-de-signature.ts';
import { estPret, estSignable, ligneCourante } from './file-de-signature.ts';
import { RangASigner } from './rang-a-signer.tsx';

type Contenant = { readonly className: string; readonly children: ReactNode };
/** Ce qu'un portail donne a la file : ses actes, ses liens, sa lecture, sa fenetre de signature. */
export type ProprietesDuParapheur<A extends ActeAParapher> = {
  /** Absent : lecture en cours. */
  readonly actes: readonly A[] | undefined;
  readonly enAttente: readonly ActeEnAttente[];
  readonly probleme: ProblemeVu | undefined;
  readonly reessayer: () => void;
  /** Lien vers l'acte, ou vers l'endroit ou il se complete. */
  readonly lien: (acte: A, contenant: Contenant) => ReactNode;
  readonly titreDuGroupe: (acte: A) => ReactNode;
  /** L'acte lui-meme, montre a cote de la file. */
  readonly lire: (acte: A) => ReactNode;
  readonly lus: readonly string[];
  readonly marquerLu: (acteId: string) => void;
  /** La fenetre de signature du lot ; `fermer` la retire. */
  readonly signer: (actes: readonly A[], fermer: () => void) => ReactNode;
  /** Rend l'acte a son redacteur, avec le motif du cosignataire. */
  readonly renvoyer: (acte: A, motif: string) => Promise<RenduDeRenvoi>;
  readonly vide: ReactNode;
  /** A droite du titre. */
  readonly actions?: ReactNode;
};

/**
 * Parapheur : ce qui attend ma signature, et pourquoi, groupe par dossier ; ce qui attend les autres. X choisit, Ctrl A
 * tout, Z annule le choix, L lit, S signe d'un seul PIN. Un echec reste dans la file avec sa raison.
 */
export function Parapheur<A extends ActeAParapher>(proprietes: ProprietesDuParapheur<A>) {
  const { actes, enAttente, probleme, reessayer, titreDuGroupe, lus, marquerLu, vide } = proprietes;
  const [choix, poserChoix] = useState<ChoixDuLot>(TOUT_CHOISI);
  const [lot, poserLot] = useState<readonly A[]>();
  const [ouvert, poserOuvert] = useState<string>();
  const [renvoi, poserRenvoi] = useState<A>();
  const prets = (actes ?? []).filter(estSignable);
  const choisis = prets.filter(({ acteId }) => !choix.ecartes.has(acteId));
  const acteOuvert = (actes ?? []).find((acte) => acte.acteId === ouvert && estPret(acte));
  const signer = (): void => {
    if (choisis.length > 0) poserLot(choisis);
  };
  const lire = (acteId: string): void => {
    if (!(actes ?? []).some((acte) => acte.acteId === acteId && estPret(acte))) return;
    poserOuvert(acteId === ouvert ? undefined : acteId);
    if (!lus.includes(acteId)) marquerLu(acteId);
  };
  useRaccourcis([
    {
      touche: 'x',
      libelle: 'Choisir ou laisser la ligne',
      groupe: 'Parapheur',
      action: () => poserChoix(basculer(choix, [ligneCourante()].filter(Boolean))),
    },
    {
      touche: 'ctrl+a',
      libelle: 'Tout choisir',
      groupe: 'Parapheur',
      action: () => poserChoix(toutChoisir(choix)),
    },
    {
      touche: 'z',
      libelle: 'Annuler le dernier choix',
      groupe: 'Parapheur',
      action: () => poserChoix(annuler(choix)),
    },
    {
      touche: 'l',
      libelle: 'Lire l’acte de la ligne',
      groupe: 'Parapheur',
      action: () => lire(ligneCourante()),
    },
    { touche: 's', libelle: 'Signer les actes choisis', groupe: 'Parapheur', action: signer },
  ]);
  return (
    <div className="pile parapheur">
      <div className="rangee-ecartee">
        <TitrePage onglet="Parapheur">Parapheur</TitrePage>
        {proprietes.actions}
      </div>
      {probleme === undefined ? null : <Echec probleme={probleme} reessayer={reessayer} />}
      {actes === undefined && probleme === undefined ? (
        <Chargement libelle="Chargement du parapheur" />
      ) : null}
      {actes?.length === 0 ? vide : null}
      <div className="parapheur-colonnes" data-lecture={acteOuvert === undefined ? undefined : ''}>
        <div className="pile">
          {[...Map.groupBy(actes ?? [], ({ idj }) => idj)].map(([idj, groupe]) => (
            <Panneau
              key={idj}
              nu
              titre={groupe[0] === undefined ? idj : titreDuGroupe(groupe[0])}
              actions={<span className="discret petit chiffres">{referenceDe(groupe[0], idj)}</span>}
            >
              <Liste libelle={`Actes de ${groupe[0]?.intitule ?? idj}`}>
                {groupe.map((acte) => (
                  <RangASigner
                    key={acte.acteId}
                    acte={acte}
                    choisi={choisis.includes(acte)}
                    lu={lus.includes(acte.acteId)}
                    ouvert={acte.acteId === ouvert}
                    basculer={() => poserChoix(basculer(choix, [acte.acteId]))}
                    lire={() => lire(acte.acteId)}
                    renvoyer={() => poserRenvoi(acte)}
                    titre={proprietes.lien(acte, { className: 'rang-titre', children: acte.titre })}
                  />
                ))}
              </Liste>
            </Panneau>
          ))}
        </div>
        {acteOuvert === undefined ? null : (
          <section className="parapheur-lecture" aria-label={`${acteOuvert.titre}, à lire avant de signer`}>
            {proprietes.lire(acteOuvert)}
          </section>
        )}
      </div>
      {prets.length === 0 ? null : (
        <Barre
          choisis={choisis.length}
          prets={prets.length}
          lus={choisis.filter(({ acteId }) => lus.includes(acteId)).length}
          annulable={choix.avant.length > 0}
          annuler={() => poserChoix(annuler(choix))}
          tout={() =>
            poserChoix(
              choisis.length === prets.length
                ? basculer(
                    choix,
                    prets.map(({ acteId }) => acteId),
                  )
                : toutChoisir(choix),
            )
          }
          signer={signer}
        />
      )}
      <EnAttente actes={enAttente} />
      {lot === undefined ? null : proprietes.signer(lot, () => poserLot(undefined))}
      {renvoi === undefined ? null : (
        <DialogueDeRenvoi
          titre={
            renvoi.demande === undefined
              ? `Renvoyer à ${renvoi.redacteur}`
              : `Refuser de signer « ${renvoi.titre} »`
          }
          explication={
            renvoi.demande?.refuser ??
            `« ${renvoi.titre} » reste signé par son rédacteur et ne change pas\u00A0; il l’abandonne et le reprend, ou vous le cosignez plus tard.`
          }
          geste={renvoi.demande === undefined ? 'Renvoyer l’acte' : 'Refuser de signer'}
          renvoyer={(motif) => proprietes.renvoyer(renvoi, motif)}
          surRenvoi={() => {
            poserRenvoi(undefined);
            annoncer(
              renvoi.demande === undefined
                ? 'Acte renvoyé à son rédacteur, avec votre motif.'
                : 'Refus enregistré : le demandeur lit votre motif.',
            );
          }}
          surFermeture={() => poserRenvoi(undefined)}
        />
      )}
    </div>
  );
}

/** Le numero du dossier et son IDJ ; une demande n'a que sa date. */
const referenceDe = (acte: ActeAParapher | undefined, idj: string): string =>
  acte?.demande === undefined ? `${acte?.numero ?? ''} · ${idj}` : acte.numero;

/** Pied colle au bas de l'ecran : ce qui est choisi, ce qui est lu, et le geste. */
function Barre({
  choisis,
  prets,
  lus,
  annulable,
  annuler: revenir,
  tout,
  signer,
}: {
  readonly choisis: number;
  readonly prets: number;
  readonly lus: number;
  readonly annulable: boolean;
  readonly annuler: () => void;
  readonly tout: () => void;
  readonly signer: () => void;
}) {
  const nonLus = choisis - lus;
  return (
    <div className="parapheur-barre">
      <span className="petit">
        {pluriel(choisis, 'choisi')} sur {prets}
        {choisis === 0 ? null : (
          <span className="discret">
            {` · ${lus} lu${lus < 2 ? '' : 's'}${nonLus === 0 ? '' : ` — ${pluriel(nonLus, 'non ouvert', 'non ouverts')}`}`}
          </span>
        )}
      </span>
      <span className="rangee">
        {annulable ? (
          <Bouton genre="discret" touche="Z" onClick={revenir}>
            Annuler le choix
          </Bouton>
        ) : null}
        <Bouton touche="Ctrl A" onClick={tout}>
          {choisis === prets ? 'Aucun' : 'Tous'}
        </Bouton>
        <Bouton genre="primaire" touche="S" onClick={signer}>
          {choisis === 0 ? 'Choisissez un acte' : `Signer ${pluriel(choisis, 'acte')}`}
        </Bouton>
      </span>
    </div>
  );
}
