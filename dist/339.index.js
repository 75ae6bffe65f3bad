export const id = 339;
export const ids = [339];
export const modules = {

/***/ 339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ V)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8420);
/* harmony import */ var _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2591);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1384);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7758);
/* harmony import */ var _chunk_Y327N4WG_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8358);
/* harmony import */ var _chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5238);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5612);
/* harmony import */ var _chunk_5MA6GLZ4_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6993);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3441);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var v={environment:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.b,manifest:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.b,task:(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.d)(["deploy","rollback"]),"lift-hold":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.e,supersede:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.e,"config-directory":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.b,"github-token":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.b};function k(e){let n=[];for(let r of e.freezes)e.now<Date.parse(r.from)||e.now>=Date.parse(r.to)||n.push({code:"frozen",message:`${e.environment} is frozen from ${r.from} to ${r.to}: ${r.reason}`,cure:`Wait until ${r.to}, or change \`gates.freeze\` in the environment\u2019s file by a reviewed commit.`});return e.task==="rollback"||(e.previous&&!e.previous.verified&&n.push({code:"not-verified-before",message:`release ${e.release} has not been verified in ${e.previous.name}, which comes before ${e.environment}`,cure:`Deploy it to ${e.previous.name} first, or set \`gates.requirePrevious: false\` for ${e.environment}.`}),e.hold&&!e.liftHold&&n.push({code:"held",message:`${e.environment} is held since ${e.hold.since}: ${e.hold.by} rolled it back${e.hold.left?` from ${e.hold.left}`:""}`,cure:"Run the deployment with `lift-hold: true` once the reason for the rollback is gone."}),e.order==="behind"&&n.push({code:"out-of-order",message:`release ${e.release} is older than what ${e.environment} runs (commit ${e.deployedCommit?.slice(0,12)})`,cure:"Nothing to do if a newer release overtook this one; to go back on purpose, run the rollback workflow."})),n}async function $(e){let{github:n,environment:r,manifest:t,task:u,liftHold:a,now:o}=e,i=await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.c)(n,r.name),s=r.gates.requirePrevious?r.previous:void 0;return{environment:r.name,release:t.id,task:u,now:o,freezes:r.gates.freeze,previous:s?{name:s,verified:await _(n,s,t.id)}:void 0,hold:i?.task==="rollback"?{since:i.at,by:i.payload.by,left:i.payload.rollbackOf}:void 0,liftHold:a,order:i?await P(n,i.commit,t.commit):"nothing-deployed",deployedCommit:i?.commit,running:i?.payload.release}}async function _(e,n,r){return(await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.f)(e,n,r))?.payload.verified??!1}async function P(e,n,r){if(n===r)return"same";let{status:t}=await e.request("GET /repos/{owner}/{repo}/compare/{basehead}",{basehead:`${n}...${r}`});return t==="identical"?"same":t}async function H(e,n,r){let t=await n.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}",{run_id:e.github.runId}),u=[];for await(let a of n.pages("GET /repos/{owner}/{repo}/actions/runs",{status:"waiting"}))for(let o of a)o.workflow_id!==t.workflow_id||o.run_number>=t.run_number||!(await n.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments",{run_id:o.id})).some(s=>s.environment.name===r)||(await n.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel",{run_id:o.id}),e.report.info(`Cancelled ${o.html_url}: it still waited for ${r}, and this run is newer.`),u.push(o.html_url));return u}async function O(e,n){let{environment:r,manifest:t,github:u}=n,a=await $({...n,now:e.clock.now()});e.report.info(`Release ${t.id} (commit ${t.commit.slice(0,12)}) for ${r.name}, which runs ${a.running??"nothing that the ledger knows"}`);let o=k(a);if(o.length>0)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_10__.b)({code:o.map(({code:s})=>s).join(", "),message:o.map(({message:s})=>s).join(`
`),cure:o.map(({cure:s})=>s).join(`
`)});let i=n.supersede?await H(e,u,r.name):[];return e.report.info(`${r.name} may be deployed`),{running:a.running,superseded:i}}async function V(e){let n=(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.a)(e,v);e.mask(n["github-token"]);let r=await (0,_chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_6__.e)((0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.k)(e,n),n.environment),t=(0,_chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_4__.d)(n.manifest,r.system),u=await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.a)(e,n["github-token"]),{running:a,superseded:o}=await O(e,{github:u,environment:r,manifest:t,task:n.task,liftHold:n["lift-hold"],supersede:n.supersede});e.setOutput("release",t.id),e.setOutput("running",a??""),e.setOutput("superseded",JSON.stringify(o))}


/***/ })

};
