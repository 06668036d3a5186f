import { Alerte, Bouton, Panneau, pluriel, taille } from '@ppn/kit';
import { FolderUp, Pause, Play, Upload } from 'lucide-react';
import { useRef } from 'react';
import { dureeCourte } from '../echeance.ts';
import { fichiersChoisis } from '../moteur/fichiers-laches.ts';
import { estSansAntivirus, type Examen, reservesCommunes } from '../examen.ts';
import type { EtatDuMoteur, Moteur } from '../moteur/moteur.ts';
import { RangDeFichier } from './rang-de-fichier.tsx';

/** Au-dela, la liste se coupe : mille lignes animees ralentiraient un poste ancien. */
const MONTRES_MAX = 200;

type DesFichiers = {
  readonly moteur: Moteur;
  readonly etat: EtatDuMoteur;
  /** Par envoi complet. */
  readonly examens: ReadonlyMap<string, Examen>;
  readonly antivirus: boolean;
};

/** Les fichiers du depot : les choisir, les voir partir, suspendre, reprendre, et ce que l'examen en dit. */
export function FichiersDuDepot({ moteur, etat, examens, antivirus }: DesFichiers) {
  const { fichiers } = etat;
  const reserves = [...examens.values()].map((examen) => examen.reserves);
  // L'antivirus absent se dit une fois, meme pour un seul fichier.
  const dites = antivirus ? [] : reserves.flat().filter(estSansAntivirus);
  const communes = [...reservesCommunes(reserves), ...dites];
  const attendus = fichiers.filter((fichier) => fichier.etat === 'a-choisir');
  const montres = fichiers.length > MONTRES_MAX ? enTete(fichiers).slice(0, MONTRES_MAX) : fichiers;
  return (
    <Panneau titre={fichiers.length === 0 ? 'Fichiers' : `Fichiers (${fichiers.length})`}>
      <div className="pile">
        {attendus.length === 0 ? null : <AChoisirDeNouveau nombre={attendus.length} />}
        <Choisir moteur={moteur} vide={fichiers.length === 0} />
        {(antivirus && communes.length === 0) || fichiers.length === 0 ? null : (
          <Alerte ton="attention">
            {antivirus ? null : (
              <p>
                Aucun antivirus n’est réglé sur cette plate-forme : les fichiers sont examinés par leur
                contenu seulement, et le destinataire le saura.
              </p>
            )}
            {communes
              .filter((phrase) => !dites.includes(phrase))
              .map((phrase) => (
                <p key={phrase}>Sur chaque fichier : {phrase}</p>
              ))}
          </Alerte>
        )}
        {fichiers.length === 0 ? null : <Ensemble moteur={moteur} etat={etat} />}
        {fichiers.length === 0 ? null : (
          <ul className="echange-fichiers" aria-label="Fichiers du dépôt">
            {montres.map((fichier) => (
              <RangDeFichier
                key={fichier.cle}
                fichier={fichier}
                examen={examens.get(fichier.envoi ?? '')}
                communes={communes}
                oter={() => void moteur.oter(fichier.cle)}
              />
            ))}
          </ul>
        )}
        {montres.length < fichiers.length ? (
          <p className="petit discret">
            et {pluriel(fichiers.length - montres.length, 'autre fichier', 'autres fichiers')}.
          </p>
        ) : null}
      </div>
    </Panneau>
  );
}

/** Ce qui demande un geste d'abord, puis ce qui part, puis le reste. */
const ORDRE = ['refuse', 'a-choisir', 'envoi', 'verification', 'en-attente', 'complet'] as const;
const enTete = (fichiers: EtatDuMoteur['fichiers']) =>
  fichiers.toSorted((a, b) => ORDRE.indexOf(a.etat) - ORDRE.indexOf(b.etat));

const AChoisirDeNouveau = ({ nombre }: { readonly nombre: number }) => (
  <Alerte ton="attention" titre={`${pluriel(nombre, 'fichier')} à reprendre`}>
    <p>
      L’envoi s’était interrompu : ce qui est déjà parti est gardé. Choisissez ou lâchez de nouveau les mêmes
      fichiers : ils sont reconnus à leur nom, leur taille et leur début.
    </p>
  </Alerte>
);

function Choisir({ moteur, vide }: { readonly moteur: Moteur; readonly vide: boolean }) {
  const [fichiers, dossier] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const prendre = (champ: HTMLInputElement): void => {
    const choisis = fichiersChoisis(champ.files);
    champ.value = '';
    void moteur.ajouter(choisis);
  };
  return (
    <div className={vide ? 'echange-lacher' : 'rangee'}>
      {vide ? (
        <p>
          <strong>Lâchez ici des fichiers ou des dossiers</strong>
          <br />
          <span className="petit discret">
            N’importe où dans la page, autant que vous voulez, 20 Go en tout. L’envoi commence dès qu’un
            destinataire est choisi.
          </span>
        </p>
      ) : null}
      <span className="rangee">
        <Bouton icone={<Upload size={16} aria-hidden="true" />} onClick={() => fichiers.current?.click()}>
          Choisir des fichiers
        </Bouton>
        <Bouton icone={<FolderUp size={16} aria-hidden="true" />} onClick={() => dossier.current?.click()}>
          Choisir un dossier
        </Bouton>
      </span>
      <input
        ref={fichiers}
        type="file"
        multiple
        hidden
        aria-label="Fichiers à déposer"
        onChange={({ target }) => prendre(target)}
      />
      <input
        ref={dossier}
        type="file"
        hidden
        aria-label="Dossier à déposer"
        {...{ webkitdirectory: '' }}
        onChange={({ target }) => prendre(target)}
      />
    </div>
  );
}

function Ensemble({ moteur, etat }: { readonly moteur: Moteur; readonly etat: EtatDuMoteur }) {
  const { octets, partis, suspendu, attente, fichiers } = etat;
  const part = octets === 0 ? 1 : partis / octets;
  const enCours = fichiers.some((fichier) => fichier.etat === 'envoi' || fichier.etat === 'en-attente');
  return (
    <div className="echange-ensemble">
      <div className="rangee-ecartee">
        <span className="chiffres">
          <strong>{Math.floor(part * 100)} %</strong> <span className="discret">{phraseDEnsemble(etat)}</span>
        </span>
        {suspendu ? (
          <Bouton icone={<Play size={16} aria-hidden="true" />} onClick={moteur.reprendre}>
            Reprendre
          </Bouton>
        ) : enCours ? (
          <Bouton icone={<Pause size={16} aria-hidden="true" />} onClick={moteur.suspendre}>
            Suspendre
          </Bouton>
        ) : null}
      </div>
      <progress max={1} value={part} aria-label="Envoi de tous les fichiers" />
      {attente === undefined ? null : <output className="echange-attente">{attente}</output>}
    </div>
  );
}

function phraseDEnsemble({ octets, partis, debit, resteS, suspendu, pret, attente }: EtatDuMoteur): string {
  if (pret) return `${taille(octets)} envoyés, empreintes vérifiées`;
  const avance = `${taille(partis)} sur ${taille(octets)}`;
  if (suspendu) return `${avance}, suspendu`;
  if (attente !== undefined || debit === 0 || partis === octets) return avance;
  return `${avance}, ${taille(debit)}/s${resteS === undefined ? '' : `, encore ${dureeCourte(resteS)}`}`;
}
