import './import.css';
import { Alerte, annoncer, Bouton, Chargement, Echec, Panneau, pluriel } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { client } from '../application/client.ts';
import { lectureDossier, problemeDe } from '../application/donnees.ts';
import { lectureImports, relire } from './lecture.ts';
import { PiecesImportees } from './pieces-importees.tsx';
import { Propositions } from './propositions.tsx';

type Envoi = { readonly cle: number; readonly nom: string; readonly part: number; readonly refus?: string };

/** Import de pieces d'un autre producteur : depot, compte rendu piece par piece, personnes et faits proposes. */
export function Import() {
  const { idj } = useParams({ from: '/dossiers/$idj' });
  const { data: vue } = useQuery(lectureDossier(idj));
  const { data: rendu, error, isError, refetch } = useQuery(lectureImports(idj));
  const depot = useImport(idj);
  if (vue === undefined) return <Chargement />;
  return (
    <div className="pile">
      {vue.peut.includes('deposer') ? <Depot depot={depot} /> : null}
      {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : null}
      {rendu === undefined ? (
        isError ? null : (
          <Chargement />
        )
      ) : (
        <>
          {vue.peut.includes('rediger') ? <Propositions idj={idj} rendu={rendu} /> : null}
          <PiecesImportees idj={idj} pieces={rendu.pieces} />
        </>
      )}
      <p>
        <Link to="/dossiers/$idj" params={{ idj }}>
          Revenir au dossier
        </Link>
      </p>
    </div>
  );
}

type DepotDePieces = ReturnType<typeof useImport>;

function Depot({ depot }: { readonly depot: DepotDePieces }) {
  const choisir = useRef<HTMLInputElement>(null);
  return (
    <Panneau titre="Importer des pièces">
      <div
        className="pile"
        onDragOver={(evenement) => evenement.preventDefault()}
        onDrop={(evenement) => {
          evenement.preventDefault();
          evenement.stopPropagation();
          void depot.importer([...evenement.dataTransfer.files]);
        }}
      >
        <p>
          Pièces PDF d’un autre service d’enquête, ou un fichier .zip qui les contient. L’original est gardé
          octet pour octet, ses signatures sont vérifiées, ses données proposées à la saisie.
        </p>
        <div className="rangee">
          <Bouton genre="primaire" onClick={() => choisir.current?.click()}>
            Choisir des pièces…
          </Bouton>
          <input
            ref={choisir}
            type="file"
            multiple
            hidden
            accept=".pdf,.zip,application/pdf,application/zip"
            aria-label="Choisir des pièces à importer"
            onChange={(evenement) => {
              void depot.importer([...(evenement.target.files ?? [])]);
              evenement.target.value = '';
            }}
          />
        </div>
        {depot.envois.map(({ cle, nom, part, refus }) => (
          <div key={cle} className="envoi">
            <span className="rang-suite">{nom}</span>
            <span className="chiffres">{refus === undefined ? `${Math.round(part * 100)} %` : null}</span>
            {refus === undefined ? (
              <progress max={1} value={part} aria-label={`Import de ${nom}`} />
            ) : (
              <Alerte ton="danger" vive>
                {refus}
              </Alerte>
            )}
          </div>
        ))}
      </div>
    </Panneau>
  );
}

/** Importe l'un apres l'autre ; un refus reste montre, et n'arrete pas la suite. */
function useImport(idj: string) {
  const [envois, poserEnvois] = useState<readonly Envoi[]>([]);
  const rang = useRef(0);
  const changer = (cle: number, change: Partial<Envoi> | 'fini'): void =>
    poserEnvois((avant) =>
      change === 'fini'
        ? avant.filter((un) => un.cle !== cle)
        : avant.map((un) => (un.cle === cle ? { ...un, ...change } : un)),
    );
  const importer = async (fichiers: readonly File[]): Promise<void> => {
    const neufs = fichiers.map((fichier) => ({
      cle: (rang.current += 1),
      nom: fichier.name,
      part: 0,
      fichier,
    }));
    poserEnvois((avant) => [...avant.filter(({ refus }) => refus === undefined), ...neufs]);
    for (const { cle, nom, fichier } of neufs) {
      const rendu = await client.deposer('POST /api/dossiers/:idj/imports', {
        idj,
        nom,
        octets: fichier,
        surProgression: (part) => changer(cle, { part }),
      });
      if (rendu.ok) {
        changer(cle, 'fini');
        annoncer(`${nom} : ${pluriel(rendu.valeur.pieces.length, 'pièce')} au compte rendu.`);
        relire(idj);
      } else changer(cle, { refus: `${nom} : ${rendu.refus.detail}` });
    }
  };
  return { envois, importer };
}
