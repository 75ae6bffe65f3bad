export const id = 4865;
export const ids = [4865];
export const modules = {

/***/ 4865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   componentConnection: () => (/* reexport safe */ _chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.i),
/* harmony export */   componentFiles: () => (/* reexport safe */ _chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.j),
/* harmony export */   pendingMigrations: () => (/* reexport safe */ _chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.k)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2205);
/* harmony import */ var _chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5710);
/* harmony import */ var _chunk_N4DOPHFG_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6957);
/* harmony import */ var _chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8679);
/* harmony import */ var _chunk_BAGVFAPZ_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8094);
/* harmony import */ var _chunk_NR4XZQTB_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1230);
/* harmony import */ var _chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9201);
/* harmony import */ var _chunk_QJ34SKWL_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7088);
/* harmony import */ var _chunk_RWZ3VKLS_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2195);
/* harmony import */ var _chunk_PQFAUHCS_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1412);
/* harmony import */ var _chunk_M4ANC6YR_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(4065);
/* harmony import */ var _chunk_DVDIAKOU_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(6584);
/* harmony import */ var _chunk_BUR4PKJG_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(1012);
/* harmony import */ var _chunk_S2DIRDJH_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(8963);
/* harmony import */ var _chunk_3ATGMO7O_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(7674);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(5612);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(3441);
/* harmony import */ var _chunk_S3G3E7NQ_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(1284);
/* harmony import */ var _chunk_6QYGK5NN_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(5124);
/* harmony import */ var _chunk_IZ7XKXOH_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(1065);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);



/***/ })

};
