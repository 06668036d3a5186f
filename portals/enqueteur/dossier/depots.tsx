import { annoncer, Bouton, Panneau } from '@ppn/kit';
import { useNavigate, useParams } from '@tanstack/react-router';
import { createContext, use, useMemo, useRef, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import type { Vue } from '../application/types.ts';

type Envoi = {
  readonly cle: number;
  readonly nom: string;
  readonly part: number;
  readonly fichier: File;
  readonly acteId: string;
  readonly refus?: string;
};
type Depots = { readonly deposer: (fichiers: readonly File[], acteId: string) => void };

const Contexte = createContext<Depots | undefined>(undefined);

/** Depot de fichiers dans le dossier ouvert. */
export function useDepots(): Depots {
  const depots = use(Contexte);
  if (depots === undefined) throw new Error('Dépôt hors d’un dossier.');
  return depots;
}

/** Deux envois a la fois : assez pour remplir le reseau, et le poste reste vif. */
const ENSEMBLE = 2;

/** Zone de depot de tout le dossier : glisser ou coller n'importe ou ; chaque envoi dit ou il en est. */
export function Depots({ vue, children }: { readonly vue: Vue; readonly children: ReactNode }) {
  const { idj } = vue;
  const [envois, poserEnvois] = useState<readonly Envoi[]>([]);
  const [survol, poserSurvol] = useState(false);
  const file = useRef<Envoi[]>([]);
  const enCours = useRef(0);
  const rang = useRef(0);
  const { acteId: ouvert } = useParams({ strict: false });
  const naviguer = useNavigate();

  const depots = useMemo((): Depots => {
    const changer = (cle: number, change: Partial<Envoi> | 'fini'): void =>
      poserEnvois((avant) =>
        change === 'fini'
          ? avant.filter((un) => un.cle !== cle)
          : avant.map((un) => (un.cle === cle ? { ...un, ...change } : un)),
      );
    const avancer = (): void => {
      while (enCours.current < ENSEMBLE) {
        const suivant = file.current.shift();
        if (suivant === undefined) return;
        enCours.current += 1;
        void envoyer(suivant).finally(() => {
          enCours.current -= 1;
          avancer();
        });
      }
    };
    const envoyer = async ({ cle, fichier, nom, acteId }: Envoi): Promise<void> => {
      const rendu = await client.deposer('POST /api/dossiers/:idj/fichiers', {
        idj,
        requete: { acte: acteId },
        nom,
        octets: fichier,
        ...(fichier.type === '' ? {} : { typeMime: fichier.type }),
        surProgression: (part) => changer(cle, { part }),
      });
      if (!rendu.ok) return changer(cle, { refus: rendu.refus.detail });
      changer(cle, 'fini');
      annoncer(`${nom} est joint ; l’original est gardé octet pour octet.`);
      return invalider({ genre: 'dossier', idj });
    };
    return {
      deposer: (fichiers, acteId) => {
        const nouveaux = fichiers.map((fichier): Envoi => {
          rang.current += 1;
          return { cle: rang.current, nom: fichier.name, part: 0, fichier, acteId };
        });
        poserEnvois((avant) => [...avant, ...nouveaux]);
        file.current.push(...nouveaux);
        avancer();
      },
    };
  }, [idj]);

  const recevoir = async (fichiers: readonly File[]): Promise<void> => {
    if (fichiers.length === 0) return;
    const acteId = await acteQuiRecoit(vue, ouvert);
    if (acteId === undefined) return annoncer('Ce dossier ne reçoit plus de fichier ici.');
    depots.deposer(fichiers, acteId);
    if (acteId !== ouvert) void naviguer({ to: '/dossiers/$idj/actes/$acteId', params: { idj, acteId } });
    return undefined;
  };
  return (
    <Contexte value={depots}>
      {/* Le depot a la souris double le bouton « Choisir des fichiers » : tout reste possible au clavier. */}
      <div
        className={survol ? 'depot-survol' : undefined}
        onDragOver={(evenement) => {
          if (!porteDesFichiers(evenement)) return;
          evenement.preventDefault();
          poserSurvol(true);
        }}
        onDragLeave={(evenement) => {
          if (
            !(evenement.relatedTarget instanceof Node) ||
            !evenement.currentTarget.contains(evenement.relatedTarget)
          )
            poserSurvol(false);
        }}
        onDrop={(evenement) => {
          if (!porteDesFichiers(evenement)) return;
          evenement.preventDefault();
          poserSurvol(false);
          void recevoir([...evenement.dataTransfer.files]);
        }}
        onPaste={(evenement) => void recevoir([...evenement.clipboardData.files])}
      >
        {children}
        {envois.length === 0 ? null : (
          <div className="annonces envois">
            <EnvoisEnCours
              envois={envois}
              oublier={(cle) => poserEnvois((avant) => avant.filter((un) => un.cle !== cle))}
            />
          </div>
        )}
      </div>
    </Contexte>
  );
}

const porteDesFichiers = (evenement: DragEvent): boolean => evenement.dataTransfer.types.includes('Files');

/** L'acte de constatations ouvert, sinon le dernier en redaction, sinon un nouveau. */
async function acteQuiRecoit(vue: Vue, ouvert: string | undefined): Promise<string | undefined> {
  const constatations = vue.enCours.filter(
    ({ type, etat }) => type === 'constatations' && (etat === 'brouillon' || etat === 'gele'),
  );
  const choisi = constatations.find(({ acteId }) => acteId === ouvert) ?? constatations[0];
  if (choisi !== undefined) return choisi.acteId;
  if (!vue.peut.includes('rediger')) return undefined;
  const rendu = await client.appeler('POST /api/dossiers/:idj/actes', {
    idj: vue.idj,
    corps: { type: 'constatations' },
  });
  if (!rendu.ok) return undefined;
  invalider({ genre: 'dossier', idj: vue.idj });
  return rendu.valeur.acteId;
}

function EnvoisEnCours({
  envois,
  oublier,
}: {
  readonly envois: readonly Envoi[];
  readonly oublier: (cle: number) => void;
}) {
  return (
    <Panneau titre={`Envoi de fichiers (${envois.length})`}>
      {envois.map(({ cle, nom, part, refus }) => (
        <div key={cle} className="envoi">
          <span className="rang-suite">{nom}</span>
          <span className="chiffres">
            {refus === undefined ? (
              `${Math.round(part * 100)} %`
            ) : (
              <Bouton genre="discret" onClick={() => oublier(cle)}>
                Fermer
              </Bouton>
            )}
          </span>
          {refus === undefined ? (
            <progress max={1} value={part} aria-label={`Envoi de ${nom}`} />
          ) : (
            <span className="champ-erreur" role="alert">
              {refus}
            </span>
          )}
        </div>
      ))}
    </Panneau>
  );
}
